import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nobody, roles, systemActor, type Actor, type Role } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import type { Operation } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { operations } from '#src/operations.ts'
import { useWorld } from '#test/harness/world.ts'
import { rounds } from '../faults/rounds.ts'
import { noteFigure } from '../harness/figures.ts'
import { inputsFor } from './arbitrary.ts'

const world = useWorld()
const runs = rounds(25, 200)
const all: [string, Operation][] = Object.entries(operations)
const actors = new Map<Role, Actor>()
const ids: number[] = []
let unforeseen = 0
let leftBehind = 0

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  const community = await world.org('community', { parentId: region })
  const branch = await world.org('branch', { parentId: region })
  const places: Partial<Record<Role, number>> = {
    unitLiaison: unit,
    communityWorker: community,
    branchSecretary: branch,
  }
  for (const role of Object.keys(roles) as Role[])
    if (role !== 'system') actors.set(role, await world.actor(role, places[role] ?? bureau))
  for (let at = 0; at < 3; at++)
    ids.push(
      await world.retiree({
        homeId: bureau,
        managingUnit: unit,
        community,
        branch,
        payingUnit: unit,
      }),
    )
  ids.push(region, bureau, unit, community, branch)
})

afterAll(() =>
  noteFigure(
    '按接口说明乱填每项操作',
    `${all.length} 项操作各 ${runs} 次,未预料的出错 ${unforeseen},拒绝后留下的改动 ${leftBehind}`,
    'test/attacks/fuzz.test.ts',
  ),
)

/** Somebody who may, so that the input and not the permission is what is tried. */
function actorFor({ permission }: Operation): Actor {
  if (permission === 'public') return nobody
  if (permission === 'system.run') return systemActor()
  const role = [...actors.keys()].find((each) =>
    (roles[each].may as readonly string[]).includes(permission),
  )
  return actors.get(role as Role) as Actor
}

/** What a refused call must leave as it was; failed attempts and refusals are noted on purpose. */
async function state(): Promise<unknown> {
  const { rows } = await sql`
    select pg_snapshot_xmin(pg_current_snapshot()) is not null as ok,
      (select count(*) from trace where outcome <> 'refused') as trace,
      (select count(*) from retiree) as retirees, (select sum(version) from retiree) as versions,
      (select count(*) from tie) as ties, (select count(*) from tag) as tags,
      (select count(*) from contact) as contacts, (select count(*) from life_event) as events,
      (select count(*) from org) as orgs, (select sum(version) from org) as org_versions,
      (select count(*) from account) as accounts, (select count(*) from post) as posts,
      (select count(*) from visit) as visits, (select count(*) from duty_waiver) as waivers,
      (select count(*) from policy) as policies, (select count(*) from snapshot) as snapshots`.execute(
    world.db,
  )
  return rows[0]
}

// Reliability plan F13, ASVS 5.0 V16.5.1: whatever is sent is answered or refused in words.
test.each(all)('%s answers or refuses whatever it is sent', async (name, operation) => {
  const actor = actorFor(operation)
  const file = Buffer.from('姓名,性别\n张三,男\n')
  const faults: unknown[] = []
  let known = await state()
  await fc.assert(
    fc.asyncProperty(inputsFor(operation.input, ids), async (input) => {
      const call = operation.kind === 'upload' ? { file } : {}
      const error = await execute(world.kernel, actor, name, input, call).then(
        (output) => drain(operation, output),
        (thrown: unknown) => thrown,
      )
      const before = known
      known = await state()
      if (error === undefined) return
      if (!(error instanceof Refusal)) unforeseen = faults.push({ input, error })
      expect(error).toBeInstanceOf(Refusal)
      expect((error as Refusal).message).toMatch(/[\u4e00-\u9fff]/)
      if (!isDeepStrictEqual(known, before)) leftBehind++
      expect(known).toEqual(before)
    }),
    { numRuns: runs },
  )
  expect(faults).toEqual([])
})

/** A file may be made while it is read; what goes wrong then counts as well. */
async function drain({ kind }: Operation, output: unknown): Promise<unknown> {
  if (kind !== 'download') return undefined
  const { body } = output as { body: Uint8Array | AsyncIterable<Uint8Array> }
  if (body instanceof Uint8Array) return undefined
  try {
    for await (const part of body) if (!part) break
    return undefined
  } catch (error) {
    return error
  }
}
