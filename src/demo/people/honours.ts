import { addDays, addYears, firstDay } from '#src/kernel/day.ts'
import type { Outline } from '../person.ts'
import type { Random } from '../random.ts'

const medalTitle = '“光荣在党50年”纪念章'

/** What the person was commended for, and the medal of fifty years in the party; as stored. */
export function honours(random: Random, who: Outline, partyFull: string | null): string | null {
  const all = [...commendations(random, who), ...medal(random, who, partyFull)]
  return all.length ? JSON.stringify(all) : null
}

function commendations(random: Random, who: Outline) {
  if (!random.chance(who.category === 'lixiu' ? 0.4 : 0.12)) return []
  const on = addDays(who.retiredOn, -random.between(300, 6000)).slice(0, 4)
  const title = random.pick(['先进工作者', '劳动模范', '先进个人'])
  return [{ title, level: '县级', body: '示范县人民政府', on }]
}

/** Given around 1 July since 2021 to living members of fifty years. */
function medal(random: Random, who: Outline, partyFull: string | null) {
  if (!partyFull) return []
  const reached = addYears(firstDay(partyFull), 50)
  const year =
    reached.slice(5) <= '07-01' ? reached.slice(0, 4) : String(Number(reached.slice(0, 4)) + 1)
  const on = `${year < '2021' ? '2021' : year}-07-01`
  if (on > who.until || !random.chance(0.985)) return []
  return [{ title: medalTitle, level: '', body: '中共中央', on }]
}
