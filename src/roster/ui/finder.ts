import { departureOf } from '#src/roster/departure.ts'
import { call } from '#src/web/api.ts'
import type { Finder } from '#src/web/pageEntry.ts'

/** Finds people by name, pinyin, initials or number, those who have left as well. */
export const rosterFinder: Finder = {
  placeholder: '查人：姓名、拼音首字母、证件号或电话',
  permission: 'roster.read',
  async search(text) {
    const people = await call('roster.find', { text })
    return people.map(({ id, fullName, birth, unit, leftReason }) => ({
      id,
      title: fullName,
      note: [departureOf(leftReason), birth, unit].filter(Boolean).join('　'),
      href: `/roster/${id}`,
    }))
  },
  hrefOf: (text) => `/roster?${new URLSearchParams({ text, status: 'all' })}`,
}
