import { createContext, useContext } from 'react'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { Button } from '#src/web/kit/Button.tsx'
import type { Fact } from '#src/web/kit/facts.tsx'
import type { Person } from './person.ts'

/** How closed values are asked for; absent where they cannot be. */
export const RevealContext = createContext<(() => void) | undefined>(undefined)

interface FieldValueProps {
  readonly person: Person
  readonly field: FieldKey
}

/** One field as text; closed ones in part or not at all, with the way to ask for them. */
export function FieldValue({ person, field }: FieldValueProps) {
  const ask = useContext(RevealContext)
  const text = showValue(field, person.values[field])
  if (person.locked.includes(field)) return <span className="muted">密钥缺失</span>
  if (person.hidden.includes(field)) return <span className="muted">本岗位不显示</span>
  if (!person.masked.includes(field)) return text
  return (
    <span className="masked">
      <span>{text || '未打开'}</span>{' '}
      {ask && person.access.purposes.length > 0 && (
        <Button small look="link" aria-label={`申请查看${fieldOf(field).title}`} onClick={ask}>
          申请查看
        </Button>
      )}
    </span>
  )
}

/** The field as a line of KeyValue; an empty one stays empty. */
export function factOf(person: Person, field: FieldKey, label = fieldOf(field).title): Fact {
  const withheld = person.masked.includes(field) && person.values[field] !== null
  const blank =
    !person.hidden.includes(field) && !withheld && !showValue(field, person.values[field])
  return { label, value: blank ? '' : <FieldValue person={person} field={field} /> }
}
