import { createContext, useContext } from 'react'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { MaskedValue, type Fact } from '#src/web/kit/facts.tsx'
import type { Person } from './person.ts'
import { isGuarded, type Guarded } from './useReveal.tsx'

/** How a value shown in part is asked for in clear. */
export const RevealContext = createContext<
  ((field: Guarded) => Promise<string | undefined>) | undefined
>(undefined)

interface FieldValueProps {
  readonly person: Person
  readonly field: FieldKey
}

/** One field as text; numbers in part, with the way to see them whole. */
export function FieldValue({ person, field }: FieldValueProps) {
  const reveal = useContext(RevealContext)
  const text = showValue(field, person.values[field])
  if (person.hidden.includes(field)) return <span className="muted">本岗位不显示</span>
  if (!isGuarded(field) || text === '') return text
  return (
    <MaskedValue
      label={fieldOf(field).title}
      masked={text}
      onReveal={reveal && (() => reveal(field))}
    />
  )
}

/** The field as a line of KeyValue; an empty one stays empty. */
export function factOf(person: Person, field: FieldKey, label = fieldOf(field).title): Fact {
  const blank = !person.hidden.includes(field) && !showValue(field, person.values[field])
  return { label, value: blank ? '' : <FieldValue person={person} field={field} /> }
}
