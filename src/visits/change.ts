import type { Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { erasePhotos } from './photos.ts'
import { dutiesAround, type ClosedDuty } from './followed.ts'
import { giftColumns, healthOf } from './record.ts'
import { requireVisit } from './reach.ts'
import {
  lastDayVisited,
  refusalOfNextDay,
  refusalOfVisitDay,
  refusalToChange,
  type CorrectVisit,
} from './visit.ts'

const usualDays = 30

type Kept = Awaited<ReturnType<typeof requireVisit>>

/** How many days after recording a visit may be put right: by policy, 30 where none is set. */
export async function daysToChange({ db, today }: Context, homeId: number): Promise<number> {
  const home = await db.selectFrom('org').select('path').where('id', '=', homeId).executeTakeFirst()
  const policy = await policyInForce(db, 'visitCorrection', home?.path ?? [], today)
  if (!policy) return usualDays
  return policy.value.enabled ? policy.value.days : 0
}

async function requireOwn(context: Context, id: number): Promise<Kept> {
  const kept = await requireVisit(context, id)
  const days = await daysToChange(context, kept.person.homeId)
  const recordedOn = dayOf(kept.visit.recordedAt)
  const { accountId, recordedAt: _ } = kept.visit
  demand(refusalToChange({ accountId, recordedOn }, context.actor.accountId, context.today, days))
  return kept
}

/** The day of a moment in Asia/Shanghai. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Puts one's own visit right; what stood there before stays in its history. */
export async function correctVisit(
  context: Context,
  { id, reason, visit: wished }: CorrectVisit,
): Promise<{ id: number; closed: readonly ClosedDuty[] }> {
  const { visit, person } = await requireOwn(context, id)
  const changed = differing(context, visit, wished)
  if (Object.keys(changed).length === 0)
    throw new Refusal('invalid', 'visits.nothingChanged', '内容与原记录相同，没有要更正的')
  const lastAlive = lastDayVisited(person.diedOn, wished.reasons ?? visit.reasons)
  const visitedOn = wished.visitedOn ?? visit.visitedOn
  demand(refusalOfVisitDay(visitedOn, context.today, lastAlive, person.fullName))
  const nextOn = wished.nextContactOn === undefined ? visit.nextContactOn : wished.nextContactOn
  demand(refusalOfNextDay(nextOn, visitedOn))
  const duties = await dutiesAround(context, [person.id])
  await context.db
    .updateTable('visit')
    .set({ ...changed, updatedAt: context.now })
    .where('id', '=', id)
    .execute()
  const before = Object.fromEntries(
    Object.keys(changed).map((key) => [key, visit[key as keyof typeof visit]]),
  )
  await keepChange(context, { visit, kind: 'corrected', reason, before, after: changed })
  const detail = { visitId: id, fields: Object.keys(changed) }
  context.record({ name: 'visit.corrected', subject: 'retiree', subjectId: person.id, detail })
  const [closed = []] = [...(await duties.closed()).values()]
  return { id, closed }
}

type Row = Kept['visit']

/** The columns that a correction changes; an absent part stays as it is. */
function differing(context: Context, visit: Row, wished: CorrectVisit['visit']): Partial<Row> {
  const { gift, healthChange, findings, leaders, ...plain } = wished
  const next: Record<string, unknown> = {
    ...plain,
    ...(findings !== undefined && { findings: findings || null }),
    ...(leaders !== undefined && { leaders: leaders || null }),
    ...(gift !== undefined && giftColumns(gift)),
    ...(healthChange !== undefined && { health: healthOf(context, visit.id, healthChange) }),
  }
  const same = (key: string) =>
    JSON.stringify(next[key]) === JSON.stringify(visit[key as keyof Row])
  return Object.fromEntries(
    Object.entries(next).filter(([key, value]) => value !== undefined && !same(key)),
  ) as Partial<Row>
}

/** Takes one's own visit back: it closes nothing any more, and stays readable in the history. */
export async function withdrawVisit(context: Context, id: number, reason: string): Promise<void> {
  const { visit, person } = await requireOwn(context, id)
  await erasePhotos(context, id, reason)
  const { id: _, retireeId: _1, ...before } = visit
  await keepChange(context, { visit, kind: 'withdrawn', reason, before, after: null })
  await context.db.deleteFrom('visit').where('id', '=', id).execute()
  const detail = { visitId: id, visitedOn: visit.visitedOn, reason }
  context.record({ name: 'visit.withdrawn', subject: 'retiree', subjectId: person.id, detail })
}

interface Change {
  readonly visit: Row
  readonly kind: 'corrected' | 'withdrawn'
  readonly reason: string
  readonly before: object
  readonly after: object | null
}

async function keepChange(context: Context, change: Change): Promise<void> {
  const { visit, kind, reason, before, after } = change
  await context.db
    .insertInto('visitChange')
    .values({
      visitId: visit.id,
      retireeId: visit.retireeId,
      kind,
      reason,
      before: JSON.stringify(unquoted(before)),
      after: after && JSON.stringify(unquoted(after)),
      accountId: context.actor.accountId as number,
      orgId: context.actor.orgId,
      at: context.now,
    })
    .execute()
}

/** A sealed note goes into the document as its token, whether read from the table or about to be. */
function unquoted(document: object): object {
  const { health, ...rest } = document as { health?: string | null }
  if (health === undefined) return rest
  return { ...rest, health: health?.startsWith('"') ? JSON.parse(health) : health }
}
