import type { Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { sql } from 'kysely'
import { requireKnown } from './person.ts'
import { sealed } from './seal.ts'
import { known } from './sight.ts'
import { overlaps, refusalsOfStay } from './stay.ts'

/** A stay that the actor may know of, with its person locked; else it does not exist. */
export async function requireStay(context: Context, stayId: number) {
  const missing = new Refusal('missing', 'health.noSuchStay', '没有这条住院记录')
  const { rows } = await sql<{ retireeId: number }>`
    select s.retiree_id from hospital_stay s join retiree on retiree.id = s.retiree_id
    where s.id = ${stayId} and s.withdrawn_on is null
      and ${known(context, 's', ['illnessVisit'])}`.execute(context.db)
  if (!rows[0]) throw missing
  const { row, lastAlive } = await requireKnown(context, rows[0].retireeId)
  const stay = await context.db
    .selectFrom('hospitalStay')
    .selectAll()
    .where('id', '=', stayId)
    .where('withdrawnOn', 'is', null)
    .executeTakeFirst()
  if (!stay) throw missing
  return { stay, person: row, lastAlive }
}

export interface StayDays {
  readonly admittedOn: string
  readonly noticedOn: string
  readonly dischargedOn: string | null
  readonly expectedUntil?: string | null | undefined
}

/** Refuses days that cannot be, and a stay that overlaps another of the person. */
export async function checkDays(
  context: Context,
  retireeId: number,
  days: StayDays,
  lastAlive: string | undefined,
  except = 0,
): Promise<void> {
  demandAll(refusalsOfStay(days, context.today, lastAlive))
  const others = await context.db
    .selectFrom('hospitalStay')
    .select(['admittedOn', 'dischargedOn', 'hospital'])
    .where('retireeId', '=', retireeId)
    .where('withdrawnOn', 'is', null)
    .where('id', '<>', except)
    .execute()
  const clash = others.find((other) => overlaps(days, other))
  if (!clash) return
  const message = clash.dischargedOn
    ? `${clash.admittedOn} 至 ${clash.dischargedOn} 已登记住院，日期重叠`
    : `${clash.admittedOn} 已登记住院，尚未登记出院，请先登记出院`
  throw new Refusal('conflict', 'health.overlaps', message, 'admittedOn')
}

/** The columns of a change; the diagnosis is sealed for its row. */
export function columnsOfChanges(
  context: Context,
  stay: { readonly id: number; readonly dischargeNoticedOn: string | null },
  changes: { readonly [key: string]: unknown },
): Record<string, unknown> {
  const { diagnosis, ...plain } = changes
  const dischargedOn = plain['dischargedOn'] as string | null | undefined
  return {
    ...plain,
    ...(diagnosis !== undefined && {
      diagnosis: sealed(context, 'hospital_stay', stay.id, diagnosis as string | null),
    }),
    ...(dischargedOn !== undefined && {
      dischargeNoticedOn:
        dischargedOn && laterOf(dischargedOn, stay.dischargeNoticedOn ?? context.today),
    }),
  }
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b
}
