import { fieldGroups, fieldsIn, type FieldGroup } from '#src/roster/fields.ts'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { derivedFacts } from './derived.tsx'
import { factOf } from './FieldValue.tsx'
import type { Person } from './person.ts'

/** The whole record by groups; what the system derives is marked. */
export function ProfileTab({ person }: { readonly person: Person }) {
  const derived = derivedFacts(person)
  return (
    <div className="stack">
      {(Object.keys(fieldGroups) as FieldGroup[]).map((group) => (
        <div key={group}>
          <h3 className="facts-head">{fieldGroups[group]}</h3>
          <KeyValue
            columns={2}
            facts={[
              ...fieldsIn(group).map(({ key, kind, maxLength = 0 }) => ({
                ...factOf(person, key),
                wide: kind === 'json' || maxLength >= 100,
              })),
              ...(derived[group] ?? []),
            ]}
          />
        </div>
      ))}
    </div>
  )
}
