import type { ReactNode } from 'react'
import { formatDay } from '#src/kernel/day.ts'
import type { FieldGroup } from '#src/roster/fields.ts'
import type { Fact } from '#src/web/kit/facts.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import type { Person } from './person.ts'

/** A value that follows from others and is never typed in. */
function derivedFact(label: string, value: ReactNode): Fact {
  const blank = value === null || value === undefined || value === ''
  return {
    label,
    value: blank ? (
      ''
    ) : (
      <>
        {value} <Tag>由系统推算</Tag>
      </>
    ),
  }
}

/** What follows from the record, beside the group of fields that it follows from. */
export function derivedFacts({
  derived,
  hidden,
  masked,
}: Person): Partial<Record<FieldGroup, Fact[]>> {
  const years = (value: number | null, unit: string) => (value === null ? '' : `${value} ${unit}`)
  const period = derived.periodNeedsDay
    ? `${derived.revolutionaryPeriod ?? '跨两个时期'}，请补充到日`
    : derived.revolutionaryPeriod
  const closed = [...hidden, ...masked]
  const health = derivedFact('双高期', derived.highAgeHighIllness ? '是' : '否')
  return {
    basic: [
      derivedFact('证件上的出生日期', derived.birthId && formatDay(derived.birthId)),
      derivedFact('周岁', years(derived.age, '岁')),
      derivedFact('虚岁', years(derived.nominalAge, '岁')),
      derivedFact('农历生日', derived.lunarBirth),
    ],
    retirement: [
      derivedFact('工龄', years(derived.serviceYears, '年')),
      derivedFact('参加革命时期', period),
      derivedFact('法定退休年月', derived.statutoryMonth && formatDay(derived.statutoryMonth)),
    ],
    party: [derivedFact('党龄', years(derived.partyAge, '年'))],
    health: closed.includes('healthStatus') ? [] : [health],
  }
}
