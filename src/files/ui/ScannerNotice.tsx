import { Notice } from '#src/web/kit/bars.tsx'
import { useCall } from '#src/web/useCall.ts'

const oldest = 7

/** Whether uploaded files are looked at for viruses, and how fresh the scanner's knowledge is. */
export function ScannerNotice() {
  const { data } = useCall('files.scanner', {})
  if (!data) return null
  if (!data.configured)
    return (
      <Notice tone="warn">
        没有配置病毒查验：上传的文件只按内容格式检查。请系统管理员安装 ClamAV 并设置 CLAMD。
      </Notice>
    )
  if (!data.answers)
    return (
      <Notice tone="err">
        病毒查验没有应答：新上传的文件先存着，查过以前谁也不能下载。请系统管理员检查 ClamAV。
      </Notice>
    )
  if (data.age !== null && data.age > oldest)
    return (
      <Notice tone="err">
        病毒特征库已有 {data.age} 天没有更新（{data.version}），请系统管理员更新。
      </Notice>
    )
  return null
}
