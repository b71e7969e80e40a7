import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divide } from './divide.ts'

test('everyone gets one group, in order, and the groups end up as even as they can', () => {
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
      (count, before) => {
        const ids = Array.from({ length: count }, (_, index) => index + 1)
        const parts = divide(
          ids,
          before.map((people, groupId) => ({ groupId, people })),
        )
        expect(parts.flatMap((part) => part.ids)).toEqual(ids)
        const after = before.map(
          (people, groupId) =>
            people + (parts.find((part) => part.groupId === groupId)?.ids.length ?? 0),
        )
        const least = Math.min(...after)
        for (const [place, people] of after.entries())
          if (people > (before[place] ?? 0)) expect(people - least).toBeLessThanOrEqual(1)
      },
    ),
  )
})
