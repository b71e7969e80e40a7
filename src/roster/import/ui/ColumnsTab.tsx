import { useState } from 'react'
import { mappableFields } from '#src/roster/import/mapping.ts'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { mappingKey, type OpenBatch, type Report } from './batch.ts'
import { columnText } from './words.ts'

const options = mappableFields.map(({ key, title }) => ({ value: key as string, label: title }))

type Sheet = Report['sheets'][number]
type Chosen = Readonly<Record<string, string | null>>

/** Which column is which field; what is changed here is remembered for the next file. */
export function ColumnsTab({ batch }: { readonly batch: OpenBatch }) {
  const [chosen, setChosen] = useState<Chosen>({})
  const map = useCommand('import.map', ['import.'])
  const changes = Object.keys(chosen).length
  async function check() {
    await map.mutateAsync({ id: batch.id, mapping: chosen }).catch((error: unknown) => {
      toast(sentenceOf(error), 'err')
    })
  }
  return (
    <div className="stack">
      {changes > 0 && (
        <Notice
          actions={
            <Button look="primary" busy={map.isPending} onClick={() => void check()}>
              按新的对应重新检查
            </Button>
          }
        >
          改了 {changes}{' '}
          列。重新检查后，已作的认定要重新来过；对应关系会记住，下次同样的表头自动对上。
        </Notice>
      )}
      {batch.report?.skipped.map(({ name, reason }) => (
        <Notice key={name} tone="warn">
          工作表“{name}”没有读：{reason === 'hidden' ? '它是隐藏的' : '没有找到人员名册的表头'}
        </Notice>
      ))}
      {batch.report?.sheets.map((sheet) => (
        <SheetColumns
          key={sheet.name}
          sheet={sheet}
          chosen={chosen}
          onChoose={(key, field) => setChosen((before) => ({ ...before, [key]: field }))}
        />
      ))}
    </div>
  )
}

interface SheetColumnsProps {
  readonly sheet: Sheet
  readonly chosen: Chosen
  readonly onChoose: (key: string, field: string | null) => void
}

function SheetColumns({ sheet, chosen, onChoose }: SheetColumnsProps) {
  const { firstRow, lastRow } = sheet.header
  const rows = firstRow === lastRow ? `第 ${firstRow} 行` : `第 ${firstRow}–${lastRow} 行`
  return (
    <section>
      <h2>
        {sheet.name || '表格'} <span className="muted">表头在{rows}</span>
      </h2>
      <SimpleTable
        label={`${sheet.name}的列`}
        rows={sheet.columns}
        rowKey={({ column }) => column}
        columns={[
          { key: 'column', title: '列', share: 8, cell: ({ column }) => column },
          { key: 'title', title: '表头', share: 42, cell: ({ title }) => title || '（空白）' },
          {
            key: 'field',
            title: '对应到',
            share: 50,
            cell: (column) => {
              const key = mappingKey(sheet, column)
              return (
                <Select
                  layout="inline"
                  label={columnText(column.column)}
                  placeholder="不导入"
                  options={options}
                  value={(key in chosen ? chosen[key] : column.field) ?? ''}
                  onChange={(field) => onChoose(key, field || null)}
                />
              )
            },
          },
        ]}
      />
    </section>
  )
}
