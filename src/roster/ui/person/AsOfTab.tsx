import { formatDay, isDay } from '#src/kernel/day.ts'
import { tieKinds } from '#src/orgs/org.ts'
import {
  fieldGroups,
  fieldsIn,
  showValue,
  type FieldGroup,
  type FieldKey,
} from '#src/roster/fields.ts'
import type { OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { DayFilter } from '../DayFilter.tsx'
import type { Person } from './person.ts'

interface AsOfTabProps {
  readonly person: Person
  readonly day: string
  readonly onDay: (day: string) => void
}

/** The record as it stood at the end of a day. */
export function AsOfTab({ person, day, onDay }: AsOfTabProps) {
  const known = isDay(day)
  const asOf = useCall('roster.asOf', { id: person.id, day }, { enabled: known })
  return (
    <div className="stack">
      <div className="as-of">
        <DayFilter label="看哪一天的档案" value={day} onChange={onDay} />
      </div>
      {known ? (
        <Loaded of={asOf} lines={8}>
          {(then) => <Then person={person} then={then} />}
        </Loaded>
      ) : (
        <Empty title="填写日期，查看那一天的档案">修改和归属按生效日期推回，不影响现在的档案</Empty>
      )}
    </div>
  )
}

interface ThenProps {
  readonly person: Person
  readonly then: OutputOf<'roster.asOf'>
}

function Then({ person, then }: ThenProps) {
  const shown = (key: FieldKey) => showValue(key, then.values[key])
  const now = (key: FieldKey) => showValue(key, person.values[key])
  const groups = (Object.keys(fieldGroups) as FieldGroup[])
    .map((group) => ({
      group,
      fields: fieldsIn(group).filter(({ key }) => shown(key) || shown(key) !== now(key)),
    }))
    .filter(({ fields }) => fields.length > 0)
  return (
    <>
      <Notice tone={then.onRegister ? 'info' : 'warn'}>
        {formatDay(then.day)}
        {then.onRegister ? '在册' : '不在册（当时未登记，或已离册）'}；与现在不同的栏目标出“已变”。
      </Notice>
      <div>
        <h3>归属</h3>
        <KeyValue
          columns={2}
          facts={then.ties.map(({ kind, name }) => ({ label: tieKinds[kind], value: name }))}
        />
        {then.ties.length === 0 && <p className="muted">当时没有登记归属</p>}
      </div>
      {groups.map(({ group, fields }) => (
        <div key={group}>
          <h3>{fieldGroups[group]}</h3>
          <KeyValue
            columns={2}
            facts={fields.map(({ key, title }) => ({
              label: title,
              value:
                shown(key) === now(key) ? (
                  shown(key)
                ) : (
                  <>
                    {shown(key) || '空'} <Tag tone="warn">已变</Tag>
                  </>
                ),
            }))}
          />
        </div>
      ))}
    </>
  )
}
