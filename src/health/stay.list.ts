import { sql } from 'kysely'
import { daysBetween } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { decide } from '#src/roster/access.ts'
import { heldBy, relationsOfHeld, type Held } from '#src/roster/relations.ts'
import { known, reached } from './sight.ts'
import type { InHospital, ListStays, StayPage, StayRow, StayView } from './stay.list.shape.ts'

const visible = (context: Context) =>
  sql`${reached(context)} and s.withdrawn_on is null and ${known(context, 's', ['illnessVisit'])}`

const nextVisit = sql`(select min(d.due_on) from duty d where d.retiree_id = retiree.id
  and d.rule = 'illnessVisit' and d.state = 'open')`

const stillIn = sql`s.discharged_on is null and retiree.left_on is null`

function viewOf({ today }: Context, view: StayView) {
  if (view === 'now') return stillIn
  return view === 'out' ? sql`s.discharged_on >= ${today}::date - 30` : sql`true`
}

function named(text: string | undefined) {
  if (!text) return sql`true`
  const plain = text.replace(/[%_\\]/g, '\\$&')
  const start = `${plain.toLowerCase()}%`
  return sql`(retiree.full_name like ${`%${plain}%`} or retiree.name_initials like ${start}
    or retiree.name_pinyin like ${start})`
}

type Raw = Omit<StayRow, 'days'> & { readonly isVip: boolean; readonly held: Held; total: number }

/** The stays that the actor may know of, the latest first. */
export async function staysOf(context: Context, input: ListStays): Promise<StayPage> {
  const { view, text, offset, limit } = input
  const where = sql`${visible(context)} and ${viewOf(context, view)} and ${named(text)}`
  const { rows } = await sql<Raw>`
    select s.id, s.retiree_id, retiree.full_name, unit.name as unit, s.admitted_on,
      s.discharged_on, s.expected_until, s.hospital, s.ward, s.bed, s.channel, s.transport,
      s.escort, ${nextVisit} as visit_due_on, retiree.is_vip, ${heldBy()} as held,
      count(*) over () as total
    from hospital_stay s join retiree on retiree.id = s.retiree_id
    left join org unit on unit.id = retiree.managing_unit_id
    where ${where} order by s.admitted_on desc, s.id desc
    limit ${limit} offset ${offset}`.execute(context.db)
  const relations = await relationsOfHeld(context, rows)
  const { role } = context.actor
  const shown = rows.map(({ isVip, held, total: _total, ...row }): StayRow => {
    const asked = { role, relations: relations(held), action: 'list', isVip } as const
    const secret = isVip && decide(asked).sightOfBundle('medicalPoint') !== 'open'
    const place = secret ? { hospital: null, ward: null, bed: null } : {}
    const days = daysBetween(row.admittedOn, row.dischargedOn ?? context.today) + 1
    return { ...row, ...place, days }
  })
  return { rows: shown, total: Number(rows[0]?.total ?? 0) }
}

/** How many are in hospital now, for the first page. */
export async function inHospital(context: Context): Promise<InHospital> {
  const { rows } = await sql<InHospital>`
    select count(*) as count,
      count(*) filter (where ${nextVisit} < ${context.today}::date) as overdue,
      count(*) filter (where s.transport = 'open' or s.escort = 'open') as to_arrange
    from hospital_stay s join retiree on retiree.id = s.retiree_id
    where ${visible(context)} and ${stillIn}`.execute(context.db)
  return rows[0] as InHospital
}
