import { sql } from 'kysely'
import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { visits } from '#src/visits/operations.ts'
import { festivalKinds, refusalOfResult, resultKeys, type Result } from './festival.ts'
import { demandOpenFestival, lastResults, requireFestival, type FestivalRow } from './sums.ts'

const Recorded = z.strictObject({
  id: z.int('请选择节日慰问'),
  retireeIds: z.array(z.int()).min(1, '请选择人员').max(200, '一次最多登记 200 人'),
  result: z.enum(resultKeys, '请选择结果'),
  happenedOn: z.iso.date('请填写日期'),
  /** Who went, for those who were visited. */
  visitors: z.string().trim().max(120, '走访人最多 120 个字').optional(),
  note: z.string().trim().max(100, '说明最多 100 个字').nullable().default(null),
})
type Recorded = z.output<typeof Recorded>

interface Receiver {
  readonly retireeId: number
  readonly fullName: string
  readonly diedOn: string | null
  readonly earlier: Result | null
}

export const recording = {
  'festivals.record': command({
    title: '登记慰问结果',
    permission: 'festivals.record',
    input: Recorded,
    async run(context, wanted): Promise<{ recorded: number; visited: number }> {
      const festival = await requireFestival(context, wanted.id)
      demandOpenFestival(festival)
      const people = await receivers(context, wanted)
      for (const person of people) demandFitting(context, festival, wanted, person)
      const visited = await visit(context, festival, wanted, people)
      await keep(context, wanted, people, visited)
      for (const { retireeId } of people)
        context.record({
          name: 'festival.recorded',
          subject: 'retiree',
          subjectId: retireeId,
          detail: { festivalId: wanted.id, result: wanted.result },
        })
      return { recorded: people.length, visited: visited.size }
    },
  }),
}

async function receivers(
  { db }: Context,
  { id, retireeIds }: Recorded,
): Promise<readonly Receiver[]> {
  const wanted = [...new Set(retireeIds)]
  const { rows } = await sql<Receiver>`
    select p.retiree_id, r.full_name, r.died_on, l.result as earlier
    from festival_person p join retiree r on r.id = p.retiree_id
    left join (${lastResults}) l on l.festival_id = p.festival_id and l.retiree_id = p.retiree_id
    where p.festival_id = ${id} and p.retiree_id = any (${wanted}::bigint[])
    order by p.ordinal for no key update of r`.execute(db)
  if (rows.length < wanted.length)
    throw new Refusal('missing', 'festivals.notListed', '有人不在这次慰问名单上，请刷新后重选')
  return rows
}

function demandFitting(
  { today }: Context,
  { fromOn }: FestivalRow,
  { result, happenedOn, visitors }: Recorded,
  person: Receiver,
): void {
  demand(refusalOfResult(result, happenedOn, person, { fromOn, today }))
  if (result === 'delivered' && !visitors)
    throw new Refusal('invalid', 'festivals.noVisitors', '请填写走访人', 'visitors')
  if (person.earlier === 'delivered' && result !== 'delivered')
    throw new Refusal(
      'conflict',
      'festivals.wasVisited',
      `${person.fullName}已登记上门送达；登记错了请先在走访台账撤销那次走访`,
    )
}

/** A visit to everyone who was not visited before; it closes the duty that it answers. */
async function visit(
  context: Context,
  { kind }: FestivalRow,
  { result, happenedOn, visitors = '' }: Recorded,
  people: readonly Receiver[],
): Promise<ReadonlySet<number>> {
  const visited = people.filter(({ earlier }) => earlier !== 'delivered')
  if (result !== 'delivered' || visited.length === 0) return new Set()
  const { reason } = festivalKinds[kind]
  await visits['visits.recordSeveral'].run(context, {
    visitedOn: happenedOn,
    way: 'home',
    visitors,
    people: visited.map(({ retireeId }) => ({ retireeId, reasons: [reason] })),
  })
  return new Set(visited.map(({ retireeId }) => retireeId))
}

async function keep(
  { actor, db, now }: Context,
  { id, result, happenedOn, note }: Recorded,
  people: readonly Receiver[],
  visited: ReadonlySet<number>,
): Promise<void> {
  const visitOf = (retireeId: number) =>
    visited.has(retireeId)
      ? sql<number>`(select max(id) from visit where retiree_id = ${retireeId})`
      : null
  await db
    .insertInto('festivalResult')
    .values(
      people.map(({ retireeId }) => ({
        festivalId: id,
        retireeId,
        result,
        happenedOn,
        note: note || null,
        visitId: visitOf(retireeId),
        accountId: actor.accountId,
        orgId: actor.orgId,
        recordedAt: now,
      })),
    )
    .execute()
}
