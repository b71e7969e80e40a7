import { county, type County } from './orgs/county.ts'
import { inventPerson } from './people/invent.ts'
import type { Fate, Slot } from './people/outline.ts'
import { branchAssigner } from './people/ties.ts'
import type { Category, DemoPerson } from './person.ts'
import { randomFrom, type Random } from './random.ts'

export interface DemoCounty {
  readonly county: County
  readonly people: readonly DemoPerson[]
}

/** The size of the county: 3,397 in the register, 242 离休 (7.12 %) and 3,155 退休 (92.88 %). */
export const size = { lixiu: 242, tuixiu: 3155, newlyRetired: 14, deceased: 25 } as const

/**
 * Invents 示范县 as it stands on a day: the same day gives the same county. The 离休 cadres are
 * truly as old as they must be today (joined by 1949-09-30), not 83 as in the county's report of 2013.
 */
export function demoCounty({ today }: { today: string }): DemoCounty {
  const random = randomFrom(990_101)
  const tree = county()
  const branchOf = branchAssigner(tree)
  const people = slots(random).map((slot) => inventPerson(random, today, tree, slot, branchOf))
  return { county: tree, people }
}

function slots(random: Random): Slot[] {
  const { lixiu, tuixiu, newlyRetired, deceased } = size
  const kinds: [Category, Fate][] = [
    ...times(lixiu, ['lixiu', 'living'] as const),
    ...times(tuixiu - newlyRetired, ['tuixiu', 'living'] as const),
    ...times(newlyRetired, ['tuixiu', 'newlyRetired'] as const),
    ...times(17, ['lixiu', 'deceased'] as const),
    ...times(deceased - 17, ['tuixiu', 'deceased'] as const),
  ]
  return kinds
    .map((kind) => ({ kind, order: random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ kind: [category, fate] }, index) => ({ serial: index + 1, category, fate }))
}

function times(count: number, kind: readonly [Category, Fate]): [Category, Fate][] {
  return Array.from({ length: count }, () => [...kind])
}
