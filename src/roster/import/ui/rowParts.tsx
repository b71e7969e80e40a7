import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import type { Report, Row } from './batch.ts'
import { columnText, inOrder, keyTitle, keyValue } from './words.ts'

/** What will become of a row, in a word. */
export function RowState({ row }: { readonly row: Row }) {
  if (row.hasError) return <Tag tone="err">有错</Tag>
  if (row.decision === 'create') return <Tag tone="ok">新增</Tag>
  if (row.decision === 'update') return <Tag tone="info">更新</Tag>
  if (row.decision === null) return <Tag tone="warn">待认定</Tag>
  return row.matchId !== null && Object.keys(row.diff).length === 0 ? (
    <Tag>相同</Tag>
  ) : (
    <Tag>不导入</Tag>
  )
}

interface RowDetailsProps {
  readonly batchId: number
  readonly row: Row
  readonly issues: Report['issues']
}

/** Old and new of every cell that differs, each to be taken or not; and what is wrong with the row. */
export function RowDetails({ batchId, row, issues }: RowDetailsProps) {
  const decide = useDecide(batchId)
  const keys = inOrder(Object.keys(row.diff))
  const taken = row.decision === 'update' ? (row.accepted ?? keys) : []
  function take(key: string, wanted: boolean) {
    const accepted = keys.filter((one) => (one === key ? wanted : taken.includes(one)))
    const decision = accepted.length > 0 ? 'update' : 'skip'
    void decide({ ordinals: [row.ordinal], decision, accepted })
  }
  if (keys.length + issues.length === 0) return null
  return (
    <div>
      {keys.map((key) => (
        <DiffLine
          key={key}
          title={keyTitle(key)}
          before={row.withheld.includes(key) ? '不显示' : keyValue(key, row.diff[key]?.[0])}
          after={keyValue(key, row.diff[key]?.[1])}
          taken={taken.includes(key)}
          onTake={(wanted) => take(key, wanted)}
        />
      ))}
      {issues.map(({ column, code, severity, message }) => (
        <p key={`${column}${code}`} className={severity === 'error' ? 'field-error' : 'muted'}>
          {columnText(column)}：{message}
        </p>
      ))}
    </div>
  )
}

interface DiffLineProps {
  readonly title: string
  readonly before: string
  readonly after: string
  readonly taken: boolean
  readonly onTake: (taken: boolean) => void
}

function DiffLine({ title, before, after, taken, onTake }: DiffLineProps) {
  const alike = before !== '' && before === after ? '（隐去的几位不同）' : ''
  return (
    <CheckField
      label={`${title}：${before || '（空）'} → ${after || '（空）'}${alike}`}
      value={taken}
      onChange={onTake}
    />
  )
}

interface RowActsProps {
  readonly batchId: number
  readonly row: Row
  readonly onCompare: () => void
}

/** What may be done with one row. */
export function RowActs({ batchId, row, onCompare }: RowActsProps) {
  const decide = useDecide(batchId)
  if (row.hasError) return <span className="muted">改好文件后再导</span>
  const again = row.decision === 'skip' ? 'include' : 'exclude'
  const included = row.matchId === null ? 'create' : 'update'
  const plain = row.suspects.length === 0 || row.matchId !== null
  const same = row.matchId !== null && Object.keys(row.diff).length === 0
  if (same) return null
  return (
    <span className="actions">
      {row.suspects.length > 0 && row.matchId === null && (
        <Button small look={row.decision === null ? 'primary' : 'plain'} onClick={onCompare}>
          {row.decision === null ? '认定' : '重新认定'}
        </Button>
      )}
      {plain && (
        <Button
          small
          look="link"
          onClick={() =>
            void decide({
              ordinals: [row.ordinal],
              decision: again === 'exclude' ? 'skip' : included,
              ...(included === 'update' && again === 'include'
                ? { accepted: Object.keys(row.diff) }
                : {}),
            })
          }
        >
          {again === 'exclude' ? '不导入' : '改为导入'}
        </Button>
      )}
    </span>
  )
}

interface Decision {
  readonly ordinals: number[]
  readonly decision: 'create' | 'update' | 'skip'
  readonly matchId?: number
  readonly accepted?: string[]
}

/** Tells the server what was decided; a refusal is shown and nothing changes. */
export function useDecide(batchId: number): (decision: Decision) => Promise<boolean> {
  const decide = useCommand('import.decide', ['import.get', 'import.rows'])
  return (decision) =>
    decide.mutateAsync({ id: batchId, ...decision }).then(
      () => true,
      (error: unknown) => {
        toast(sentenceOf(error), 'err')
        return false
      },
    )
}
