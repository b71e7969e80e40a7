import { sql } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { rules, type RuleCode } from '#src/duties/duty.ts'
import { decide, type Decision } from '#src/roster/access.ts'
import { derivedOf } from '#src/roster/derived.ts'
import { fieldOf, fields, isFieldKey, type FieldKey } from '#src/roster/fields.ts'
import { maskPhone } from '#src/roster/phone.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import { valuesOf, type Row } from '#src/roster/record.ts'
import { standingsOf } from '#src/roster/relations.ts'
import type { CardFacts, Need } from './card.ts'
import { familyParty, orgParty, type Party } from './party.ts'

/**
 * What the cards of these people show: those in reach and in the register, in the order of `ids`.
 * Nothing sensitive (health, money, numbers) leaves on a card, and phones only in part.
 */
export async function cardFacts(context: Context, ids: readonly number[]): Promise<CardFacts[]> {
  const { role } = context.actor
  const people = await reachableRetirees(context)
    .selectAll('retiree')
    .where('retiree.id', 'in', [...ids])
    .where('retiree.leftOn', 'is', null)
    .execute()
  if (people.length === 0) return []
  const standings = await standingsOf(context, ids)
  const [orgs, contacts, needs] = [
    await orgsOf(context, people),
    await contactsOf(context, ids),
    await needsOf(context, ids),
  ]
  const found = new Map(people.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    const standing = standings.get(id)
    if (!row || !standing) return []
    const decision = decide({ role, action: 'export', ...standing })
    const relatives = relativesSeen(contacts.get(id) ?? [], decision)
    return [
      {
        id,
        values: valuesOnPaper(context, row, decision),
        age: decision.sightOf('birthArchive') === 'open' ? derivedOf(row, context.today).age : null,
        contacts: relatives.filter(({ consented }) => consented),
        parties: partiesOf(row, orgs, relatives),
        needs: needs.get(id) ?? [],
      },
    ]
  })
}

function valuesOnPaper({ vault }: Context, row: Row, decision: Decision): CardFacts['values'] {
  const values = valuesOf(row, vault, () => false)
  const shown = fields
    .map(({ key }) => key)
    .filter((key) => fieldOf(key).sensitivity !== 'S3' && decision.sightOf(key) === 'open')
  return Object.fromEntries(shown.map((key) => [key, onPaper(key, values[key])]))
}

function onPaper(key: FieldKey, value: unknown): unknown {
  return (key === 'mobile' || key === 'landline') && typeof value === 'string'
    ? maskPhone(value)
    : value
}

interface Org {
  readonly id: number
  readonly name: string
  readonly inCharge: string | null
  readonly liaison: string | null
  readonly phone: string | null
}

async function orgsOf({ db }: Context, people: readonly Row[]): Promise<Map<number, Org>> {
  const ids = people
    .flatMap((row) => [row.homeId, row.managingUnitId, row.communityId, row.branchId])
    .filter((id) => id !== null)
  const rows = await db
    .selectFrom('org')
    .select(['id', 'name', 'inCharge', 'liaison', 'phone'])
    .where('id', 'in', [...new Set(ids), 0])
    .execute()
  return new Map(rows.map((org) => [org.id, org]))
}

interface Relative {
  readonly retireeId: number
  readonly name: string
  readonly relation: string
  readonly phone: string | null
  readonly isEmergency: boolean
  readonly consented: boolean
}

async function contactsOf({ db }: Context, ids: readonly number[]) {
  const rows = await db
    .selectFrom('contact')
    .select(['retireeId', 'name', 'relation', 'phone', 'isEmergency', 'consented'])
    .where('retireeId', 'in', [...ids])
    .where('endedOn', 'is', null)
    .orderBy('isEmergency', 'desc')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, ({ retireeId }) => retireeId)
}

function relativesSeen(relatives: readonly Relative[], { contacts }: Decision): Relative[] {
  return relatives
    .filter(({ isEmergency }) => contacts === 'all' || (contacts === 'emergency' && isEmergency))
    .map((relative) => ({ ...relative, phone: relative.phone && maskPhone(relative.phone) }))
}

const member = new Set(['01', '02'])

function partiesOf(row: Row, orgs: Map<number, Org>, relatives: readonly Relative[]): Party[] {
  const org = (id: number | null) => (id === null ? undefined : orgs.get(id))
  return [
    orgParty('bureau', org(row.homeId)),
    orgParty('unit', org(row.managingUnitId)),
    orgParty('community', org(row.communityId)),
    orgParty('branch', org(row.branchId), member.has(row.politicalStatus ?? '')),
    familyParty(relatives),
  ]
}

interface FoundNeed {
  readonly retireeId: number
  readonly rule: RuleCode | null
  readonly fields: readonly string[]
  readonly dueOn: string | null
  readonly who: string
}

/** Requests that wait for an answer, then open duties, those nearest to today first. */
async function needsOf({ db, today }: Context, ids: readonly number[]) {
  const { rows } = await sql<FoundNeed>`
    select d.retiree_id, d.rule::text as rule, '[]'::jsonb as fields, d.due_on, org.name as who,
      abs(d.due_on - ${today}::date) as far
    from duty d join org on org.id = d.owner_id
    where d.retiree_id = any (${ids}::bigint[]) and d.state = 'open' and d.from_on <= ${today}::date
    union all
    select q.retiree_id, null, coalesce((select jsonb_agg(key) from jsonb_object_keys(q.proposed) key), '[]'),
      null, '', -1 from change_request q
    where q.retiree_id = any (${ids}::bigint[]) and q.status = 'pending'
    order by retiree_id, far`.execute(db)
  const needs = rows.map((row) => [row.retireeId, needOf(row, today)] as const)
  const grouped = Map.groupBy(needs, ([id]) => id)
  return new Map([...grouped].map(([id, list]) => [id, list.map(([, need]) => need)]))
}

function needOf({ rule, fields: keys, dueOn, who }: FoundNeed, today: string): Need {
  if (rule === null) {
    const titles = keys.filter(isFieldKey).map((key) => fieldOf(key).title)
    return { what: `本人提出更正：${titles.join('、')}`, dueOn, who, state: '待核实' }
  }
  const late = dueOn !== null && dueOn < today
  return { what: rules[rule].title, dueOn, who, state: late ? '已逾期' : '待办' }
}
