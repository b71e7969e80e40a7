import { sql } from 'kysely'
import { callTokenOf } from '#src/calls/token.ts'
import { cardFacts } from '#src/cards/facts.ts'
import type { CardFacts as SheetFacts } from '#src/cards/card.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { CardFacts } from './card.ts'

/** One person's card before it has a number. */
export interface Gathered extends Omit<CardFacts, 'number' | 'foot'> {
  readonly id: number
  readonly groupId: number | null
}

/** What the cards of these people say: only those in reach and on the register, in this order. */
export async function gatherCards(context: Context, ids: readonly number[]): Promise<Gathered[]> {
  const people = await cardFacts(context, ids)
  const groups = await groupsOf(context, ids)
  const found: Gathered[] = []
  for (const person of people) found.push(await gathered(context, person, groups.get(person.id)))
  return found
}

async function gathered(
  context: Context,
  { id, values, parties }: SheetFacts,
  group: FoundGroup | undefined,
): Promise<Gathered> {
  const bureau = parties.find(({ role }) => role === 'bureau')
  const near = parties.filter(({ role }) => role === 'unit' || role === 'community')
  return {
    id,
    groupId: group?.id ?? null,
    name: String(values.fullName ?? ''),
    group: group?.name ?? null,
    members: group?.members ?? [],
    others: near.flatMap(({ name, phone }) => (phone ? [{ words: name, phone }] : [])),
    dutyPhone: group?.dutyPhone ?? (bureau?.phone || null),
    hospital: String(values.designatedHospital ?? ''),
    address: context.site ? `${context.site}/h/${await callTokenOf(context, id)}` : undefined,
  }
}

interface FoundGroup {
  readonly retireeId: number
  readonly id: number
  readonly name: string
  readonly dutyPhone: string | null
  readonly members: CardFacts['members']
}

async function groupsOf({ db }: Context, ids: readonly number[]) {
  const { rows } = await sql<FoundGroup>`
    select distinct on (p.retiree_id) p.retiree_id, g.id, g.name,
      coalesce(g.duty_phone, o.phone) as duty_phone,
      coalesce((select jsonb_agg(jsonb_build_object('name', m.name, 'phone', m.phone,
          'isLeader', m.is_leader) order by m.is_leader desc, m.id)
        from contact_group_member m where m.group_id = g.id and m.valid_to is null), '[]') as members
    from contact_group_person p join contact_group g on g.id = p.group_id
    join org o on o.id = g.org_id
    where p.retiree_id = any (${[...ids]}::bigint[]) and p.valid_to is null
    order by p.retiree_id, p.valid_from, p.id`.execute(db)
  return new Map(rows.map((row) => [row.retireeId, row]))
}
