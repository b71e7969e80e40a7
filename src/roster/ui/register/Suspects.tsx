import { useWatch } from 'react-hook-form'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { departureOf } from '#src/roster/departure.ts'
import { signals, type Suspect } from '#src/roster/suspect.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useDebounced } from '#src/web/kit/useDebounced.ts'
import { useCall } from '#src/web/useCall.ts'
import { likenessOf, watched } from './registration.ts'

interface SuspectsProps {
  /** Where the error summary leads. */
  readonly id: string
  /** Those declared to be other people. */
  readonly distinct: ReadonlySet<number>
  readonly onDistinct: (distinct: ReadonlySet<number>) => void
}

/** Recorded people who may be the one being registered; each must be decided on. */
export function Suspects({ id, distinct, onDistinct }: SuspectsProps) {
  const typed = useWatch({ name: [...watched] }) as readonly unknown[]
  const asked = useDebounced(JSON.stringify(likenessOf(typed) ?? null), 400)
  const values = (JSON.parse(asked) ?? {}) as object
  const found = useCall('roster.suspects', { values }, { enabled: asked !== 'null', keep: true })
  const suspects = asked === 'null' ? [] : (found.data ?? [])
  function decide(suspect: Suspect, isOther: boolean) {
    const others = [...distinct].filter((one) => one !== suspect.id)
    onDistinct(new Set(isOther ? [...others, suspect.id] : others))
  }
  return (
    <Section title="是否已登记">
      <div id={id} tabIndex={-1} aria-live="polite">
        {suspects.length === 0 ? (
          <p className="muted">
            {asked === 'null' ? '填写姓名或证件号码后自动查找疑似同一人' : '没有发现疑似同一人'}
          </p>
        ) : (
          <Notice tone="warn">信息库里有 {suspects.length} 位疑似同一人，请打开核对。</Notice>
        )}
        <ul className="plain-list">
          {suspects.map((suspect) => (
            <SuspectLine
              key={suspect.id}
              suspect={suspect}
              isOther={distinct.has(suspect.id)}
              onDecide={(isOther) => decide(suspect, isOther)}
            />
          ))}
        </ul>
      </div>
    </Section>
  )
}

interface SuspectLineProps {
  readonly suspect: Suspect
  readonly isOther: boolean
  readonly onDecide: (isOther: boolean) => void
}

function SuspectLine({ suspect, isOther, onDecide }: SuspectLineProps) {
  const { id, fullName, birth, managingUnit, leftReason } = suspect
  const note = [birth && formatDay(birth), managingUnit].filter(Boolean).join('，')
  const taken = suspect.signals.includes('sameNumber')
  return (
    <li>
      <Link to={`/roster/${id}`} target="_blank">
        {fullName}
      </Link>
      <span className="muted">{note}</span>
      {leftReason && <Tag>{departureOf(leftReason)}</Tag>}
      {suspect.signals.map((signal) => (
        <Tag key={signal} tone={signal === 'sameNumber' ? 'err' : 'warn'}>
          {signals[signal]}
        </Tag>
      ))}
      {taken ? (
        <p>证件号码不能重复登记，请在原档案上修改。</p>
      ) : (
        <CheckField label={`已核对，与${fullName}不是同一人`} value={isOther} onChange={onDecide} />
      )}
    </li>
  )
}
