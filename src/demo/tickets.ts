import type { PoolClient } from 'pg'
import { dueAfter } from '#src/cases/clock.ts'
import type { CaseState, CaseStep } from '#src/cases/case.ts'
import { addDays } from '#src/kernel/day.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { copyRows, type Row } from './copy.ts'
import { needs, sources, type Need } from './needs.ts'
import { randomFrom, type Random } from './random.ts'

/** How far matters have come; the oldest are done, some recent ones are late. */
const courses: readonly (readonly CaseStep[])[] = [
  ['accepted', 'handled', 'answered', 'followedUp', 'closed'],
  ['accepted', 'handled', 'answered', 'closed'],
  ['accepted', 'handled', 'answered'],
  ['accepted', 'handled'],
  ['accepted'],
  [],
]

const stateAfter = (course: readonly CaseStep[]): CaseState =>
  (course.at(-1) ?? 'registered') as CaseState

interface Demo {
  readonly today: string
  readonly vault: Vault
}

interface Person {
  readonly id: number
  readonly unit: number | null
  readonly home: number
  readonly liaison: number | null
  readonly clerk: number
}

/** Matters of the invented county: from the spring until today, in every state. */
export async function loadTickets(client: PoolClient, { today, vault }: Demo): Promise<void> {
  const random = randomFrom(990_122)
  const { rows } = await client.query<Person>(`
    select id::int as id, managing_unit_id as unit, home_id as home,
      (select min(account_id) from post where org_id = managing_unit_id) as liaison,
      (select min(account_id) from post where org_id = home_id and role = 'bureauClerk') as clerk
    from retiree
    where left_on is null and (managing_unit_id in (
        select org_id from post where role = 'unitLiaison') and id % 3 = 0 or id % 47 = 0)
    order by id limit 90`)
  const made = rows.map((person, index) => matter(random, person, index, { today, vault }))
  await copyRows(
    client,
    'ticket',
    made.map(({ ticket }) => ticket),
  )
  await copyRows(
    client,
    'ticket_step',
    numbered(
      made.flatMap(({ steps }) => steps),
      vault,
    ),
  )
  for (const table of ['ticket', 'ticket_step'])
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
    )
}

interface Made {
  readonly ticket: Row
  readonly steps: readonly (Row & { readonly note: string | null })[]
}

function matter(random: Random, person: Person, index: number, { today, vault }: Demo): Made {
  const id = index + 1
  const need = needs[index % needs.length] as Need
  const age = index < 60 ? random.between(25, 240) : random.between(0, 22)
  const openedOn = addDays(today, -age)
  const course = index < 60 ? (courses[index % 3] as readonly CaseStep[]) : recent(index)
  const urgent = index % 17 === 5
  const dueOn = dueAfter(openedOn, { count: urgent ? 3 : 15, kind: 'working' })
  const owner = person.unit ?? person.home
  const steps = stepsOf(random, need, course, { id, openedOn, today, owner, dueOn, person })
  const dayOf = (kind: CaseStep) => steps.find((step) => step['kind'] === kind)?.['happenedOn']
  const rating = steps.find((step) => step['rating'])?.['rating'] ?? null
  const ticket: Row = {
    id,
    number: `SX${openedOn.slice(0, 4)}${String(id).padStart(6, '0')}`,
    retireeId: person.id,
    title: need.title,
    detail: JSON.stringify(sealedText(vault, `ticket.detail.${id}`, need.detail)),
    category: need.category,
    source: sources[index % sources.length] as string,
    urgent,
    state: stateAfter(course),
    ownerOrgId: owner,
    openedOn,
    openedAt: `${openedOn}T09:${10 + (index % 50)}:00+08:00`,
    openedOrgId: person.home,
    dueOn,
    answeredOn: dayOf('answered') ?? null,
    closedOn: dayOf('closed') ?? null,
    rating,
    offeredOrgId: index % 15 === 3 && index >= 60 && owner !== person.home ? person.home : null,
  }
  return { ticket, steps }
}

const recent = (index: number) => courses[3 + (index % 3)] as readonly CaseStep[]

interface Frame {
  readonly id: number
  readonly openedOn: string
  readonly today: string
  readonly owner: number
  readonly dueOn: string
  readonly person: Person
}

function stepsOf(
  random: Random,
  need: Need,
  course: readonly CaseStep[],
  { id, openedOn, today, owner, dueOn, person }: Frame,
): Made['steps'] {
  let on = openedOn
  const words: Partial<Record<CaseStep, string>> = {
    handled: need.done,
    answered: need.answer,
    followedUp: '本人已知道结果。',
  }
  const worker = person.unit === null ? person.clerk : person.liaison
  const nothing = { toOrgId: null, dueOn: null, way: null, rating: null }
  const base = { ticketId: id, orgId: owner, accountId: worker, ...nothing }
  const later = course.map((kind) => {
    const next = addDays(on, random.between(1, 5))
    on = next > today ? today : next
    return {
      ...base,
      kind,
      happenedOn: on,
      at: `${on}T15:20:00+08:00`,
      note: words[kind] ?? null,
      ...(kind === 'answered' && { way: random.pick(['phone', 'home']) }),
      ...(kind === 'followedUp' && random.chance(0.8) && { rating: random.pick([5, 5, 4, 4, 3]) }),
    }
  })
  const first = {
    ...base,
    kind: 'registered',
    happenedOn: openedOn,
    at: `${openedOn}T09:10:00+08:00`,
    orgId: person.home,
    accountId: person.clerk,
    toOrgId: owner,
    dueOn,
    note: null,
  }
  return [first, ...later]
}

function numbered(steps: readonly (Row & { readonly note: string | null })[], vault: Vault): Row[] {
  return steps.map((step, index) => {
    const id = index + 1
    const place = `ticket_step.note.${id}`
    const { note } = step
    return { ...step, id, note: note && JSON.stringify(sealedText(vault, place, note)) }
  })
}
