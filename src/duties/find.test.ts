import { beforeAll, expect, test } from 'vitest'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import type { DutyPage, DutyRow } from './list.ts'

const world = useWorld('2026-11-21')
let clerk: Actor

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const unit = await world.org('unit', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  for (let count = 0; count < 4; count++)
    await world.retiree({
      homeId: bureau,
      managingUnit: unit,
      birthArchive: '1936-11-29',
      registeredOn: '2026-10-20',
    })
  await world.do(systemActor(), 'duties.refresh', { orgId: region })
})

const keyOf = ({ retireeId, rule, period }: DutyRow) => `${retireeId} ${rule} ${period}`

test('pages forwards and back show every duty once, in the same order', async () => {
  const all: DutyPage = await world.do(clerk, 'duties.list', { limit: 200 })
  expect(all.total).toBeGreaterThan(8)
  expect([all.next, all.previous]).toEqual([undefined, undefined])
  const forwards: DutyPage[] = []
  for (let after: unknown; ;) {
    const page: DutyPage = await world.do(clerk, 'duties.list', { limit: 3, after })
    forwards.push(page)
    if (!page.next) break
    after = page.next
  }
  expect(forwards.flatMap(({ rows }) => rows).map(keyOf)).toEqual(all.rows.map(keyOf))
  expect(forwards[0]?.previous).toBeUndefined()

  const second = forwards[1] as DutyPage
  const back: DutyPage = await world.do(clerk, 'duties.list', { limit: 3, before: second.previous })
  expect(back.rows.map(keyOf)).toEqual(forwards[0]?.rows.map(keyOf))
  expect(back.previous).toBeUndefined()
  expect(back.next).toEqual(forwards[0]?.next)
})

test('what was closed since a day is found, with the week’s count on the first page', async () => {
  const { rows } = await world.do(clerk, 'duties.list', {
    filters: { rules: ['milestoneBirthday'] },
  })
  const visit = { way: 'home', visitors: '张敏', reasons: ['birthday'] }
  const [one, other] = rows as DutyRow[]
  await world.do(clerk, 'visits.record', {
    ...visit,
    retireeId: one?.retireeId,
    visitedOn: '2026-11-20',
  })
  await world.do(clerk, 'visits.record', {
    ...visit,
    retireeId: other?.retireeId,
    visitedOn: '2026-11-15',
  })
  const filters = { state: 'done', closedFrom: '2026-11-16' }
  const done: DutyPage = await world.do(clerk, 'duties.list', { filters })
  expect(done.rows.map(({ retireeId }) => retireeId)).toEqual([one?.retireeId])
  expect(await world.do(clerk, 'home.week', {})).toEqual({
    since: '2026-11-16',
    done: [{ rule: 'milestoneBirthday', title: '重要寿辰看望', done: 1 }],
  })
})
