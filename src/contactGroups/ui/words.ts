import { contactWays, type ContactWay } from '#src/contactGroups/contact.ts'
import { daysBetween, formatDay } from '#src/kernel/day.ts'
import { visitWays, type VisitWay } from '#src/visits/visit.ts'

/** How the last contact was made: 电话, 走访（上门）. */
export function wayOf(what: string | null): string {
  if (!what) return ''
  const [kind, way] = what.split(':')
  return kind === 'visit'
    ? `走访（${visitWays[way as VisitWay]}）`
    : contactWays[what as ContactWay]
}

/** 11月10日，电话，12 天前; 还没有联系过. */
export function lastWords(contactedOn: string | null, what: string | null, today: string): string {
  if (!contactedOn) return '还没有联系过'
  return `${formatDay(contactedOn)}，${wayOf(what)}，${daysBetween(contactedOn, today)} 天前`
}
