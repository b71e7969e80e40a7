import type { PoolClient } from 'pg'
import { dueAfter } from '#src/cases/clock.ts'
import type { CaseState, CaseStep } from '#src/cases/case.ts'
import { addDays } from '#src/kernel/day.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import type { TicketCategory, TicketSource } from '#src/tickets/ticket.ts'
import { copyRows, type Row } from './copy.ts'
import { randomFrom, type Random } from './random.ts'

interface Need {
  readonly category: TicketCategory
  readonly title: string
  readonly detail: string
  readonly done: string
  readonly answer: string
}

const needs: readonly Need[] = [
  {
    category: 'housing',
    title: '屋顶漏雨，请修缮',
    detail: '顶楼住户，雨后卧室渗水，本人行动不便，请协调房管部门。',
    done: '已与房管所现场查看，确定做防水层。',
    answer: '防水层已做完，房管所保修三年。',
  },
  {
    category: 'medical',
    title: '预约体检并派车接送',
    detail: '膝关节不好，乘公交有困难。',
    done: '已约县医院体检中心，安排社区车辆。',
    answer: '定于下周二上午八点接送，社区专员陪同。',
  },
  {
    category: 'living',
    title: '申请助餐送餐上门',
    detail: '独居，近期做饭不便。',
    done: '已联系社区食堂。',
    answer: '自下周一起每天中午送餐，费用按规定补贴。',
  },
  {
    category: 'benefit',
    title: '询问护理费标准',
    detail: '想知道本人是否符合新标准。',
    done: '已核对档案和文件。',
    answer: '符合，自本月起随离退休费发放。',
  },
  {
    category: 'companionship',
    title: '希望有人陪同读报',
    detail: '视力下降，家人白天上班。',
    done: '已联系青年志愿者。',
    answer: '志愿者每周三、周六下午上门。',
  },
  {
    category: 'transport',
    title: '楼道加装扶手',
    detail: '上下三楼吃力，曾经绊倒。',
    done: '物业已量尺寸。',
    answer: '扶手已装好，请注意试用。',
  },
  {
    category: 'party',
    title: '请支部送学上门',
    detail: '不能到会，希望领到学习资料。',
    done: '支部已排入计划。',
    answer: '每月由支部委员送学一次。',
  },
  {
    category: 'legal',
    title: '咨询房屋过户手续',
    detail: '与子女商量过户，不清楚所需材料。',
    done: '已联系法律援助中心。',
    answer: '所需材料已列成清单送到家中，可预约上门办理。',
  },
  {
    category: 'other',
    title: '更换老旧灯具',
    detail: '走廊灯具损坏，夜间看不清。',
    done: '社区电工已查看。',
    answer: '灯具已更换为感应灯。',
  },
]

const sources: readonly TicketSource[] = ['visit', 'phone', 'office', 'letter', 'family', 'paper']

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
}

/** Matters of the invented county: from the spring until today, in every state. */
export async function loadTickets(client: PoolClient, { today, vault }: Demo): Promise<void> {
  const random = randomFrom(990_122)
  const { rows } = await client.query<Person>(`
    select id::int as id, managing_unit_id as unit, home_id as home from retiree
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
  const steps = stepsOf(random, need, course, { id, openedOn, today, owner, dueOn })
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
}

function stepsOf(
  random: Random,
  need: Need,
  course: readonly CaseStep[],
  { id, openedOn, today, owner, dueOn }: Frame,
): Made['steps'] {
  let on = openedOn
  const words: Partial<Record<CaseStep, string>> = {
    handled: need.done,
    answered: need.answer,
    followedUp: '本人已知道结果。',
  }
  const base = { ticketId: id, orgId: owner, toOrgId: null, dueOn: null, way: null, rating: null }
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
