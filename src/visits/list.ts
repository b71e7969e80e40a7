import type { Context } from '#src/kernel/operation.ts'
import { openedText } from '#src/kernel/vault/text.ts'
import type { Sight } from '#src/roster/access.ts'
import { leaveLook, openPerson } from '#src/roster/opening.ts'
import type { TicketCategory } from '#src/tickets/ticket.ts'
import { dayOf, daysToChange } from './change.ts'
import type { GiftKind, VisitPhotoKind } from './found.ts'
import { healthSeat } from './record.ts'
import { refusalToChange, type VisitReason, type VisitWay } from './visit.ts'

/** One visit on the person's record; what other organisations noted is absent where only the own is seen. */
export interface VisitOnList {
  readonly id: number
  readonly visitedOn: string
  readonly reasons: readonly VisitReason[]
  readonly way: VisitWay
  readonly visitors: string
  readonly leaders: string | null
  readonly findings: string | null
  /** A change of health was noted; its words only where health may be seen. */
  readonly health: { readonly sight: Sight; readonly words: string | null } | null
  readonly gift: VisitGift | null
  readonly nextContactOn: string | null
  readonly needs: readonly VisitNeed[]
  readonly photos: readonly VisitPhoto[]
  readonly recordedBy: string | null
  readonly recordedAt: string | null
  /** May be corrected or withdrawn by the reader. */
  readonly own: boolean
  readonly corrected: boolean
}

export interface VisitGift {
  readonly kind: GiftKind
  readonly what: string | null
  readonly amountFen: number | null
  readonly receiptNo: string | null
  readonly signedBy: string | null
}

export interface VisitNeed {
  readonly category: TicketCategory
  readonly ticketId: number
  readonly number: string
}

export interface VisitPhoto {
  readonly id: number
  readonly kind: VisitPhotoKind
}

/** The visits to one person, the latest first, at most 500; leaves a look in the trace. */
export async function visitsOf(context: Context, retireeId: number): Promise<VisitOnList[]> {
  const person = await openPerson(context, retireeId)
  leaveLook(context, person)
  const rows = await rowsOf(context, retireeId)
  const [needs, photos] = [await needsOf(context, retireeId), await photosOf(context, retireeId)]
  const days = await daysToChange(context, person.row.homeId)
  const { actor, today } = context
  const sight = person.decision.sightOfBundle('health')
  const seesPhotos = person.decision.sightOfBundle('personal') === 'open'
  return rows.map(({ orgId, accountId, recordedOn, updatedAt, health, ...row }) => {
    const seen = person.decision.visitNotes === 'all' || orgId === actor.orgId
    const own = !refusalToChange(
      { accountId, recordedOn: dayOf(recordedOn) },
      actor.accountId,
      today,
      days,
    )
    const { giftKind, giftWhat, giftFen, receiptNo, signedBy, ...plain } = row
    return {
      ...plain,
      findings: seen ? row.findings : null,
      health: seen && health !== null ? healthSeen(context, row.id, health, sight) : null,
      gift:
        seen && giftKind
          ? { kind: giftKind, what: giftWhat, amountFen: giftFen, receiptNo, signedBy }
          : null,
      needs: seen ? needs.filter(({ visitId }) => visitId === row.id).map(needOf) : [],
      photos: seen && seesPhotos ? photos.filter((one) => one.visitId === row.id).map(photoOf) : [],
      own,
      corrected: updatedAt !== null,
    }
  }) as VisitOnList[]
}

function rowsOf({ db }: Context, retireeId: number) {
  return db
    .selectFrom('visit')
    .leftJoin('account', 'account.id', 'visit.accountId')
    .leftJoin('org', 'org.id', 'visit.orgId')
    .select(['visit.id', 'visit.visitedOn', 'visit.reasons', 'visit.way', 'visit.visitors'])
    .select(['visit.leaders', 'visit.findings', 'visit.health', 'visit.nextContactOn'])
    .select(['visit.giftKind', 'visit.giftWhat', 'visit.giftFen', 'visit.receiptNo'])
    .select(['visit.signedBy', 'visit.updatedAt', 'visit.recordedAt as recordedOn'])
    .select(['visit.orgId', 'visit.accountId'])
    .select(['account.name as recordedBy', 'org.name as recordedAt'])
    .where('visit.retireeId', '=', retireeId)
    .orderBy('visit.visitedOn', 'desc')
    .orderBy('visit.id', 'desc')
    .limit(500)
    .execute()
}

function healthSeen({ vault }: Context, id: number, kept: unknown, sight: Sight) {
  if (sight === 'hidden') return null
  return { sight, words: sight === 'open' ? openedText(vault, healthSeat(id), kept) : null }
}

function needsOf({ db }: Context, retireeId: number) {
  return db
    .selectFrom('visitNeed')
    .select(['visitId', 'category', 'ticketId', 'number'])
    .where('retireeId', '=', retireeId)
    .orderBy('visitId')
    .orderBy('ordinal')
    .execute()
}

function photosOf({ db }: Context, retireeId: number) {
  return db
    .selectFrom('visitPhoto')
    .innerJoin('attachment', 'attachment.id', 'visitPhoto.attachmentId')
    .select(['visitId', 'attachmentId as id', 'visitPhoto.kind'])
    .where('visitPhoto.retireeId', '=', retireeId)
    .where('attachment.removedAt', 'is', null)
    .orderBy('attachmentId')
    .execute()
}

function needOf(row: Awaited<ReturnType<typeof needsOf>>[number]) {
  const { visitId: _, ...need } = row
  return need
}

function photoOf(row: Awaited<ReturnType<typeof photosOf>>[number]) {
  const { visitId: _, ...photo } = row
  return photo
}

/** What happened to the visits of one person since they were recorded. */
export interface VisitHistory {
  readonly id: number
  readonly visitId: number
  readonly kind: 'corrected' | 'withdrawn'
  readonly reason: string
  readonly by: string
  readonly at: Date
  /** The day and reasons that the visit had before. */
  readonly visitedOn: string | null
  readonly reasons: readonly VisitReason[]
}

/** Corrections and withdrawals, the latest first: who, when, why; of other organisations only with their notes. */
export async function visitHistory(context: Context, retireeId: number): Promise<VisitHistory[]> {
  const person = await openPerson(context, retireeId)
  leaveLook(context, person)
  const rows = await context.db
    .selectFrom('visitChange')
    .innerJoin('account', 'account.id', 'visitChange.accountId')
    .select(['visitChange.id', 'visitId', 'kind', 'reason', 'before', 'at', 'orgId'])
    .select('account.name as by')
    .where('retireeId', '=', retireeId)
    .orderBy('visitChange.id', 'desc')
    .limit(200)
    .execute()
  const ownOnly = person.decision.visitNotes === 'own'
  return rows
    .filter(({ orgId }) => !ownOnly || orgId === context.actor.orgId)
    .map(({ id, visitId, kind, reason, by, at, before }) => {
      const { visitedOn = null, reasons = [] } = before as Partial<VisitHistory>
      const done = kind as VisitHistory['kind']
      return { id, visitId, kind: done, reason, by, at, visitedOn, reasons }
    })
}
