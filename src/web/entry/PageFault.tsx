import { Button } from '../kit/Button.tsx'
import { PageHead } from '../kit/page.tsx'
import { Empty } from '../kit/states.tsx'

/** Shown where a page broke or its code could not be fetched; the rest of the shell keeps working. */
export function PageFault() {
  return (
    <>
      <PageHead title="页面没有打开" />
      <div className="card">
        <Empty title="网络中断，或系统刚刚更新过">
          <Button look="primary" onClick={() => location.reload()}>
            重新打开
          </Button>
        </Empty>
      </div>
    </>
  )
}
