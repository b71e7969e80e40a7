import type { Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import type { Gift } from './found.ts'
import { dutiesAround, type ClosedDuty } from './followed.ts'
import { openNeeds, type OpenedNeed } from './needs.ts'
import { usePaper } from './paper.ts'
import { applyChanges, type AppliedChanges } from './updates.ts'
import { lastDayVisited, refusalOfNextDay, refusalOfVisitDay, type RecordVisit } from './visit.ts'

/** Where a note on health belongs: sealed for its visit, it opens nowhere else. */
export const healthSeat = (visitId: number) => `visit.health.${visitId}`

/** What a visit set going, for the one who recorded it to tell the person. */
export interface Followed extends AppliedChanges {
  readonly id: number
  readonly closed: readonly ClosedDuty[]
  readonly tickets: readonly OpenedNeed[]
  readonly nextContactOn: string | null
}

/** Records one visit with all that follows from it, in one transaction (requirements C08-01, C08-09). */
export async function recordVisit(context: Context, visit: RecordVisit): Promise<Followed> {
  const duties = await dutiesAround(context, [visit.retireeId])
  const kept = await keepVisit(context, visit)
  const [closed = []] = [...(await duties.closed()).values()]
  return { ...kept, closed }
}

/** Keeps a visit and what it found; the duties that it closes are told by the caller. */
export async function keepVisit(
  context: Context,
  visit: RecordVisit,
): Promise<Omit<Followed, 'closed'>> {
  const { retireeId, needs = [], changes = {}, paper, nextContactOn = null } = visit
  await refuseUnfit(context, visit)
  const id = await insertVisit(context, visit)
  if (paper) await usePaper(context, paper, retireeId, id)
  context.record({
    name: 'visit.recorded',
    subject: 'retiree',
    subjectId: retireeId,
    detail: { visitId: id, visitedOn: visit.visitedOn, reasons: visit.reasons },
  })
  const applied = await applyChanges(context, retireeId, changes, visit.visitors)
  const tickets = await openNeeds(context, retireeId, id, needs)
  return { id, tickets, nextContactOn, ...applied }
}

async function refuseUnfit(context: Context, visit: RecordVisit): Promise<void> {
  const { retireeId, visitedOn, nextContactOn } = visit
  const person = await requireRetiree(context, retireeId)
  if (person.leftReason && person.leftReason !== 'deceased')
    throw new Refusal(
      'conflict',
      'visits.leftRegister',
      `${person.fullName}的记录已离册，不能登记走访`,
    )
  const lastAlive = lastDayVisited(person.diedOn, visit.reasons)
  demand(refusalOfVisitDay(visitedOn, context.today, lastAlive, person.fullName))
  demand(refusalOfNextDay(nextContactOn, visitedOn))
}

async function insertVisit(context: Context, visit: RecordVisit): Promise<number> {
  const { actor, db } = context
  const { retireeId, visitedOn, reasons, way, visitors, healthChange } = visit
  const { id } = await db
    .insertInto('visit')
    .values({
      retireeId,
      visitedOn,
      reasons,
      way,
      visitors,
      ...plainParts(visit),
      accountId: actor.accountId,
      orgId: actor.orgId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (healthChange)
    await db
      .updateTable('visit')
      .set({ health: healthOf(context, id, healthChange) })
      .where('id', '=', id)
      .execute()
  return id
}

/** The note on health as the table keeps it (docs/decisions/0011). */
export function healthOf({ vault }: Context, id: number, words: string | null): string | null {
  return words ? JSON.stringify(sealedText(vault, healthSeat(id), words)) : null
}

type Parts = Pick<RecordVisit, 'findings' | 'leaders' | 'gift' | 'nextContactOn'>

/** The columns of what was found and given; absent and empty are the same. */
export function plainParts({ findings, leaders, gift, nextContactOn }: Parts) {
  return {
    findings: findings || null,
    leaders: leaders || null,
    nextContactOn: nextContactOn ?? null,
    ...giftColumns(gift),
  }
}

/** The columns of a gift; all empty without one. */
export function giftColumns(gift: Gift | null | undefined) {
  return {
    giftKind: gift?.kind ?? null,
    giftWhat: gift?.what || null,
    giftFen: gift?.amountFen ?? null,
    receiptNo: gift?.receiptNo || null,
    signedBy: gift?.signedBy || null,
  }
}
