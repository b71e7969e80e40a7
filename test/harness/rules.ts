import { sql, type Insertable } from 'kysely'
import { beforeAll } from 'vitest'
import { deriveDuties } from '#src/duties/derive.ts'
import type { RuleCode } from '#src/duties/duty.ts'
import { ensureLunarDays } from '#src/duties/lunarDays.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import type { RetireeSeed } from './seed.ts'
import { useWorld } from './world.ts'

export type Seed = Omit<RetireeSeed, 'homeId'>

export interface Owed {
  readonly retireeId: number
  readonly period: number
  readonly ownerId: number
  readonly fromOn: string
  readonly dueOn: string
  readonly state: string
  readonly closedOn: string | null
}

/** A bureau with a unit, a community and a branch, and what single rules derive for its people. */
export function useRules() {
  const world = useWorld()
  const at = { home: 0, unit: 0, community: 0, branch: 0 }
  beforeAll(async () => {
    await ensureLunarDays(world.db)
    const parentId = await world.org('region')
    at.home = await world.org('bureau', { parentId })
    at.unit = await world.org('unit', { parentId })
    at.community = await world.org('community', { parentId })
    at.branch = await world.org('branch', { parentId })
  })
  /** What one rule derives for some people, up to a horizon. */
  async function owedBy(rule: RuleCode, ids: number[], horizon = '2026-12-31'): Promise<Owed[]> {
    return world.db.transaction().execute(async (db) => {
      await deriveDuties(db, ids, horizon)
      const { rows } = await sql<Owed>`
        select retiree_id, period, owner_id, from_on, due_on, state, closed_on from derived
        where rule = ${rule} order by due_on, period`.execute(db)
      await sql`drop table derived`.execute(db)
      return rows
    })
  }
  return {
    world,
    at,
    owedBy,
    owed: (rule: RuleCode, id: number, horizon?: string) => owedBy(rule, [id], horizon),
    /** A person of the unit and bureau, and of nothing else. */
    person: (seed: Seed = {}) => world.retiree({ homeId: at.home, managingUnit: at.unit, ...seed }),
    visit: (retireeId: number, visitedOn: string, reason: string) =>
      world.db
        .insertInto('visit')
        .values({ retireeId, visitedOn, reasons: [reason], way: 'home', visitors: '张敏' })
        .execute(),
    tie: (retireeId: number, values: Omit<Insertable<DB['tie']>, 'retireeId'>) =>
      world.db
        .insertInto('tie')
        .values({ retireeId, ...values })
        .execute(),
  }
}
