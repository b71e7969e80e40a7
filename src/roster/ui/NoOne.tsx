import type { Filters } from '#src/roster/list.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'

interface NoOneProps {
  readonly filters: Filters
  readonly onClear: () => void
}

/** An empty list: nobody under these conditions, or nobody yet. */
export function NoOne({ filters, onClear }: NoOneProps) {
  const may = useMay()
  if (Object.keys(filters).length > 0)
    return (
      <Empty title="没有符合条件的人">
        <Button onClick={onClear}>清空条件</Button>
      </Empty>
    )
  return (
    <Empty title="信息库里还没有人">
      <p>可以逐人登记，也可以从表格批量导入。</p>
      {may('import.use') && (
        <ButtonLink to="/import" icon="upload">
          批量导入
        </ButtonLink>
      )}
    </Empty>
  )
}
