import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { keptOrManaged } from '#src/roster/keepers.ts'
import type * as z from 'zod'
import type { CheckUpPersonRow, CheckUpRow, ListCheckUp } from './checkUp.ts'
import { reached } from './sight.ts'

/** Where a person stands in a check-up. Reads `p`. */
const stepOf = sql`case when p.fed_back_on is not null then 'done'
  when p.resulted_on is not null then 'feedback' when p.came then 'waiting'
  when p.came = false then 'absent' when p.booked_on is not null then 'booked'
  else 'unbooked' end`

/** Who has been booked, came and was told is known to those who keep or manage the person. */
const seen = (context: Context) => sql`${reached(context)} and ${keptOrManaged(context)}`

/** The check-ups in which somebody of the actor's takes part, or that are the actor's own. */
export async function checkUpRows(context: Context, id?: number): Promise<CheckUpRow[]> {
  const { rows } = await sql<CheckUpRow>`
    select c.id, c.name, c.hospital, c.from_on, c.to_on, c.closed_on, o.name as org_name,
      c.org_id = ${context.actor.orgId} as own, n.*
    from check_up c join org o on o.id = c.org_id
    cross join lateral (
      select count(*) as people, count(p.booked_on) as booked,
        count(*) filter (where p.came) as came, count(*) filter (where not p.came) as absent,
        count(p.resulted_on) as resulted, count(p.fed_back_on) as fed_back
      from check_up_person p join retiree on retiree.id = p.retiree_id
      where p.check_up_id = c.id and ${seen(context)}
    ) n
    where (n.people > 0 or c.org_id = ${context.actor.orgId})
      and ${id === undefined ? sql`true` : sql`c.id = ${id}`}
    order by c.closed_on is not null, c.from_on desc, c.id desc limit 200`.execute(context.db)
  return rows
}

/** A check-up that the actor takes part in; else it does not exist. */
export async function requireCheckUp(context: Context, id: number): Promise<CheckUpRow> {
  const [row] = await checkUpRows(context, id)
  if (!row) throw new Refusal('missing', 'health.noSuchCheckUp', '没有这次体检')
  return row
}

/** The people of a check-up whom the actor keeps or manages, by step. */
export async function checkUpPeople(
  context: Context,
  { checkUpId, step, text, offset, limit }: z.output<typeof ListCheckUp>,
): Promise<{ rows: CheckUpPersonRow[]; total: number }> {
  const plain = text?.replace(/[%_\\]/g, '\\$&') ?? ''
  const named = text
    ? sql`(retiree.full_name like ${`%${plain}%`} or retiree.name_initials like ${`${plain.toLowerCase()}%`}
      or retiree.name_pinyin like ${`${plain.toLowerCase()}%`})`
    : sql`true`
  const { rows } = await sql<CheckUpPersonRow & { total: number }>`
    select p.retiree_id, retiree.full_name, unit.name as unit, ${stepOf} as step, p.booked_on,
      p.came, p.absent_why, p.resulted_on, p.feedback_on, p.fed_back_on, count(*) over () as total
    from check_up_person p join retiree on retiree.id = p.retiree_id
    left join org unit on unit.id = retiree.managing_unit_id
    where p.check_up_id = ${checkUpId} and ${seen(context)} and ${named}
      and ${step === 'all' ? sql`true` : sql`${stepOf} = ${step}`}
    order by retiree.name_pinyin, retiree.id limit ${limit} offset ${offset}`.execute(context.db)
  return {
    rows: rows.map(({ total: _total, ...row }) => row),
    total: Number(rows[0]?.total ?? 0),
  }
}
