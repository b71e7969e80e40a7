import { useState } from 'react'
import { call } from '#src/web/api.ts'
import { signals } from '#src/roster/suspect.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { ErrorBox, Skeleton } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import type { OutputOf } from '#src/web/api.ts'
import type { Row } from './batch.ts'
import { useDecide } from './rowParts.tsx'
import { inOrder, keyTitle, keyValue, placeOf } from './words.ts'

interface CompareDialogProps {
  readonly batchId: number
  readonly row: Row | undefined
  readonly undecided: number
  /** The next row to be decided, or none. */
  readonly onNext: (row: Row | undefined) => void
  readonly onClose: () => void
}

/** A row of the file beside the person already recorded: the same, another, or to be left out. */
export function CompareDialog({ row, onClose, ...rest }: CompareDialogProps) {
  return (
    <Dialog
      wide
      title={row ? `认定：${keyValue('fullName', row.values['fullName'])}` : ''}
      open={row !== undefined}
      onClose={onClose}
    >
      {row && <Compare key={row.ordinal} row={row} {...rest} />}
    </Dialog>
  )
}

function Compare({
  batchId,
  row,
  undecided,
  onNext,
}: Omit<CompareDialogProps, 'onClose' | 'row'> & { readonly row: Row }) {
  const [chosen, setChosen] = useState(row.suspects[0]?.id ?? 0)
  const suspect = row.suspects.find(({ id }) => id === chosen) ?? row.suspects[0]
  const decide = useDecide(batchId)
  async function settle(decision: 'create' | 'update' | 'skip') {
    const matchId = decision === 'update' && suspect ? { matchId: suspect.id } : {}
    if (await decide({ ordinals: [row.ordinal], decision, ...matchId }))
      onNext(await nextUndecided(batchId, row.ordinal))
  }
  if (!suspect) return null
  const gone = suspect.leftReason !== null
  return (
    <div className="stack">
      <p>
        {placeOf(row)}。{suspect.signals.map((signal) => signals[signal]).join('，')}。
        {undecided > 0 && <span className="muted">还有 {undecided} 行待认定</span>}
      </p>
      {row.suspects.length > 1 && (
        <RadioRow
          label="与谁比较"
          value={String(chosen)}
          onChange={(id) => setChosen(Number(id))}
          options={row.suspects.map(({ id, fullName, managingUnit }) => ({
            value: String(id),
            label: `${fullName} ${managingUnit ?? ''}`,
          }))}
        />
      )}
      {gone && <Tag tone="warn">这位老同志已去世或离册，不能更新</Tag>}
      <Beside row={row} id={suspect.id} />
      <div className="submit-bar">
        <Button look="primary" disabled={gone} onClick={() => void settle('update')}>
          是同一人，更新
        </Button>
        <Button onClick={() => void settle('create')}>是另一人，新建</Button>
        <Button look="quiet" onClick={() => void settle('skip')}>
          跳过这一行
        </Button>
      </div>
    </div>
  )
}

async function nextUndecided(id: number, after: number): Promise<Row | undefined> {
  const rows = await call('import.rows', { id, filter: 'suspected', after, limit: 200 })
  return rows.find(({ decision }) => decision === null)
}

function Beside({ row, id }: { readonly row: Row; readonly id: number }) {
  const record = useCall('roster.get', { id })
  if (record.error) return <ErrorBox error={record.error} onRetry={() => void record.refetch()} />
  if (!record.data) return <Skeleton lines={6} />
  return (
    <SimpleTable
      label="表里和库里"
      rows={linesOf(row, record.data)}
      rowKey={({ key }) => key}
      columns={[
        { key: 'key', title: '项目', share: 20, cell: ({ key }) => keyTitle(key) },
        { key: 'file', title: '表里', share: 40, cell: ({ file }) => file || '—' },
        {
          key: 'record',
          title: '库里',
          share: 40,
          cell: ({ file, kept }) =>
            file && kept && file !== kept ? (
              <span>
                {kept} <Tag tone="warn">不同</Tag>
              </span>
            ) : (
              kept || '—'
            ),
        },
      ]}
    />
  )
}

interface Line {
  readonly key: string
  readonly file: string
  readonly kept: string
}

function linesOf(row: Row, record: OutputOf<'roster.get'>): readonly Line[] {
  const values = record.values as Readonly<Record<string, unknown>>
  const names = Object.fromEntries(record.ties.map(({ kind, name }) => [kind, name]))
  const given = { ...row.values, ...row.ties } as Readonly<Record<string, unknown>>
  return inOrder(Object.keys(given))
    .filter((key) => keyValue(key, given[key]))
    .map((key) => ({
      key,
      file: keyValue(key, given[key]),
      kept: keyValue(key, names[key] ?? values[key]),
    }))
}
