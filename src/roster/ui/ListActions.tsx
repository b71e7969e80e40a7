import { useNavigate } from 'react-router'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { useMedia } from '#src/web/kit/useMedia.ts'
import { useMay } from '#src/web/session.ts'

interface ListActionsProps {
  readonly onPrint: () => void
  readonly onExport: () => void
}

/** What may be done with the whole list, and the ways to add people. */
export function ListActions(props: ListActionsProps) {
  const may = useMay()
  const narrow = useMedia('(max-width: 600px)')
  return (
    <>
      {narrow ? <Folded {...props} /> : <Spread {...props} />}
      {may('roster.write') && (
        <ButtonLink to="/roster/new" look="primary" icon="plus">
          新增
        </ButtonLink>
      )}
    </>
  )
}

function Spread({ onPrint, onExport }: ListActionsProps) {
  const may = useMay()
  return (
    <>
      <Button icon="print" onClick={onPrint}>
        打印
      </Button>
      {may('snapshots.take') && (
        <Button icon="download" onClick={onExport}>
          导出
        </Button>
      )}
      {may('import.use') && (
        <ButtonLink to="/import" icon="upload">
          导入
        </ButtonLink>
      )}
    </>
  )
}

function Folded({ onPrint, onExport }: ListActionsProps) {
  const may = useMay()
  const navigate = useNavigate()
  const print = { id: 'print', title: '打印', onPress: onPrint }
  const exported = { id: 'export', title: '导出', onPress: onExport }
  const imported = { id: 'import', title: '导入', onPress: () => void navigate('/import') }
  const entries = [
    print,
    ...(may('snapshots.take') ? [exported] : []),
    ...(may('import.use') ? [imported] : []),
  ]
  return <MenuButton label="更多" entries={entries} />
}
