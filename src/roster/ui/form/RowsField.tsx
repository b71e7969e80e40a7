import { useFieldArray } from 'react-hook-form'
import type { JsonKey } from '#src/roster/fields/json.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

type ListKey = Exclude<JsonKey, 'birthCelebrated'>

interface Cell {
  readonly key: string
  readonly label: string
  readonly kind: 'text' | 'date' | 'tick'
  readonly maxLength?: number
}

const cells: Readonly<Record<ListKey, readonly Cell[]>> = {
  honours: [
    { key: 'title', label: '荣誉名称', kind: 'text', maxLength: 60 },
    { key: 'level', label: '级别', kind: 'text', maxLength: 20 },
    { key: 'body', label: '授予单位', kind: 'text', maxLength: 60 },
    { key: 'on', label: '授予日期', kind: 'date' },
  ],
  seasonalStays: [
    { key: 'place', label: '居住地', kind: 'text', maxLength: 60 },
    { key: 'from', label: '起', kind: 'date' },
    { key: 'to', label: '止', kind: 'date' },
    { key: 'yearly', label: '年年如此', kind: 'tick' },
  ],
  otherPhones: [
    { key: 'phone', label: '号码', kind: 'text', maxLength: 30 },
    { key: 'owner', label: '机主', kind: 'text', maxLength: 30 },
  ],
}

interface RowsFieldProps {
  readonly of: ListKey
  readonly name: string
  readonly label: string
}

/** A list of small records: a row each, added and taken away. */
export function RowsField({ of, name, label }: RowsFieldProps) {
  const { fields: rows, append, remove } = useFieldArray({ name })
  const blank = Object.fromEntries(
    cells[of].map(({ key, kind }) => [key, kind === 'tick' ? false : '']),
  )
  return (
    <fieldset className="field rows-field" data-span="all">
      <legend className="field-label">{label}</legend>
      {rows.map((row, index) => (
        <div key={row.id} className="rows-row">
          {cells[of].map((cell) => (
            <CellInput key={cell.key} cell={cell} name={`${name}.${index}.${cell.key}`} />
          ))}
          <Button
            small
            look="link"
            aria-label={`删除第 ${index + 1} 条${label}`}
            onClick={() => remove(index)}
          >
            删除
          </Button>
        </div>
      ))}
      <Button small icon="plus" onClick={() => append(blank)}>
        添加{label}
      </Button>
    </fieldset>
  )
}

function CellInput({ cell, name }: { readonly cell: Cell; readonly name: string }) {
  if (cell.kind === 'tick') return <CheckField name={name} label={cell.label} />
  if (cell.kind === 'date') return <DateText name={name} label={cell.label} />
  return <TextField name={name} label={cell.label} maxLength={cell.maxLength} />
}
