import { sql } from 'kysely'
import type { Tx } from '#src/kernel/db.ts'
import { withoutGone } from './departed.ts'
import type { RetentionCode } from './class.ts'
import { cutoffEverywhere, cutoffs } from './period.ts'
import { unlocked } from './unlocked.ts'

/** Clears what of a class has run out; answers how many rows. Runs as the platform, on the owner's connection. */
export type Sweep = (tx: Tx, today: string, now: Date) => Promise<number>

type Statement = ReturnType<typeof sql>

async function count(tx: Tx, ...statements: readonly Statement[]): Promise<number> {
  let sum = 0
  for (const statement of statements)
    sum += Number((await statement.execute(tx)).numAffectedRows ?? 0)
  return sum
}

const signIn: Sweep = async (tx, today) => {
  const cutoff = await cutoffEverywhere(tx, 'signIn', today)
  return count(tx, sql`delete from sign_in where at < ${cutoff}::date`)
}

const notices: Sweep = async (tx, today) => {
  const cutoff = await cutoffEverywhere(tx, 'notices', today)
  return count(tx, sql`delete from security_notice where settled_at < ${cutoff}::date`)
}

const personSeen: Sweep = async (tx, today) => {
  const cutoff = await cutoffEverywhere(tx, 'personSeen', today)
  return count(
    tx,
    sql`delete from person_seen where day < ${cutoff}::date`,
    sql`delete from look_day where day < ${cutoff}::date`,
  )
}

/** Free text of visits and contacts, also as it stood before a correction. */
const visitNotes: Sweep = async (tx, today) => {
  const over = sql`from retiree r join ${cutoffs('visitNotes', today)} cut on cut.home_id = r.home_id`
  const plain = await count(
    tx,
    sql`update visit v set findings = null, health = null ${over}
      where r.id = v.retiree_id and v.visited_on < cut.cutoff
        and (v.findings is not null or v.health is not null)`,
  )
  const locked = await unlocked(tx, ['visit_change', 'contact_record'], () =>
    count(
      tx,
      sql`update visit_change v set before = v.before - array['findings', 'health'],
          after = v.after - array['findings', 'health'] ${over}
        where r.id = v.retiree_id and v.at < cut.cutoff
          and (v.before ?| array['findings', 'health'] or v.after ?| array['findings', 'health'])`,
      sql`update contact_record v set note = null ${over}
        where r.id = v.retiree_id and v.contacted_on < cut.cutoff and v.note is not null`,
    ),
  )
  return plain + locked
}

/** Words of what is over: matters, calls, care and aid; what was done, paid and when stays. */
const serviceNotes: Sweep = async (tx, today) => {
  const over = sql`retiree r join ${cutoffs('serviceNotes', today)} cut on cut.home_id = r.home_id`
  const plain = await count(
    tx,
    sql`update ticket x set detail = null from ${over}
      where r.id = x.retiree_id and x.closed_on < cut.cutoff and x.detail is not null`,
    sql`update call x set caller = null, result = null from ${over}
      where r.id = x.retiree_id and x.closed_at < cut.cutoff
        and (x.caller is not null or x.result is not null)`,
    sql`update hospital_stay x set diagnosis = null from ${over}
      where r.id = x.retiree_id and x.discharged_on < cut.cutoff and x.diagnosis is not null`,
    sql`update care_event x set note = null from ${over}
      where r.id = x.retiree_id and coalesce(x.ended_on, x.noticed_on) < cut.cutoff
        and x.note is not null`,
    sql`update doctor_round x set note = null from ${over}
      where r.id = x.retiree_id and x.made_on < cut.cutoff and x.note is not null`,
    sql`update check_up_person x set summary = null from ${over}
      where r.id = x.retiree_id and coalesce(x.fed_back_on, x.resulted_on) < cut.cutoff
        and x.summary is not null`,
    sql`update hardship_case x set reason = null from ${over}
      where r.id = x.retiree_id and ${overCase} < cut.cutoff and x.reason is not null`,
  )
  const kept = ['ticket_step', 'call_step', 'hardship_step', 'hardship_plan'] as const
  const locked = await unlocked(tx, kept, () =>
    count(
      tx,
      sql`update ticket_step s set note = null from ticket x, ${over}
        where x.id = s.ticket_id and r.id = x.retiree_id and x.closed_on < cut.cutoff
          and s.note is not null`,
      sql`update call_step s set note = null from call x, ${over}
        where x.id = s.call_id and r.id = x.retiree_id and x.closed_at < cut.cutoff
          and s.note is not null`,
      sql`update hardship_step s set note = null from hardship_case x, ${over}
        where x.id = s.case_id and r.id = x.retiree_id and ${overCase} < cut.cutoff
          and s.note is not null`,
      sql`update hardship_plan s set measures = null from hardship_case x, ${over}
        where x.id = s.case_id and r.id = x.retiree_id and ${overCase} < cut.cutoff
          and s.measures is not null`,
    ),
  )
  return plain + locked
}

/** The day on which a case of aid was over, of a row `x` of `hardship_case`; null while it runs. */
const overCase = sql`case x.stage when 'ended' then x.ended_on when 'declined' then (
  select max(s.on_day) from hardship_step s where s.case_id = x.id) end`

/** Which batches have run out: written or taken back, or never written. */
const batches = (code: 'importFiles' | 'failedImports', today: string) => sql`
  select b.id from import_batch b join ${cutoffs(code, today)} cut on cut.home_id = b.org_id
  where b.created_at < cut.cutoff and octet_length(b.file) > 0 and b.status = any (${
    code === 'importFiles'
      ? ['committed', 'undone']
      : ['checked', 'unreadable', 'failed', 'abandoned']
  }::text[])`

const imports =
  (code: 'importFiles' | 'failedImports'): Sweep =>
  async (tx, today) => {
    const { rows } = await sql<{ id: number }>`${batches(code, today)}`.execute(tx)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    return count(
      tx,
      sql`delete from import_row where batch_id = any (${ids}::bigint[])`,
      sql`delete from import_progress where batch_id = any (${ids}::bigint[])`,
      sql`update import_batch set file = '', report = null, mapping = null, choices = '{}',
          message = '已过保存期限，原文件和明细已删除',
          status = case when status in ('committed', 'undone') then status else 'abandoned' end
        where id = any (${ids}::bigint[])`,
    )
  }

const purposes: Sweep = (tx, today) => {
  const over = sql`using retiree r join ${cutoffs('purposes', today)} cut on cut.home_id = r.home_id`
  return count(
    tx,
    sql`delete from purpose_grant x ${over} where r.id = x.retiree_id and x.until < cut.cutoff`,
    sql`delete from break_glass x ${over}
      where r.id = x.retiree_id and x.reviewed_at is not null and x.opened_at < cut.cutoff`,
    sql`delete from transparency_question x ${over}
      where r.id = x.retiree_id and x.answered_at < cut.cutoff`,
    sql`delete from consent x ${over} where r.id = x.retiree_id and x.withdrawn_on < cut.cutoff`,
    sql`delete from person_copy x ${over} where r.id = x.retiree_id and x.taken_at < cut.cutoff`,
  )
}

const goneAttachments: Sweep = (tx, today, now) =>
  count(
    tx,
    sql`update attachment a set sealed = null, small = null, removed_at = ${now},
        removed_why = '离册后保存期满'
      from retiree r join ${cutoffs('goneAttachments', today)} cut on cut.home_id = r.home_id
      where r.id = a.retiree_id and r.left_on < cut.cutoff and a.removed_at is null`,
  )

const departed: Sweep = async (tx, today) => {
  const { rows } = await sql<{ id: number }>`
    select r.id from retiree r join ${cutoffs('departed', today)} cut on cut.home_id = r.home_id
    where r.left_on < cut.cutoff and r.details_gone_on is null`.execute(tx)
  return withoutGone(
    tx,
    rows.map(({ id }) => id),
    today,
  )
}

/** Every class but the trace, whose parts go by themselves: see `audit.purge`. */
export const sweeps: Readonly<Record<Exclude<RetentionCode, 'trace'>, Sweep>> = {
  signIn,
  notices,
  visitNotes,
  serviceNotes,
  importFiles: imports('importFiles'),
  failedImports: imports('failedImports'),
  purposes,
  personSeen,
  goneAttachments,
  departed,
}
