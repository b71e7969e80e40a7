import type { PoolClient } from 'pg'
import { expectedMonth } from '#src/census/inService.ts'
import { addDays, addMonths } from '#src/kernel/day.ts'
import { copyRows, type Row } from './copy.ts'
import { inventName } from './names.ts'
import type { DemoPerson } from './person.ts'
import { randomFrom, type Random } from './random.ts'

type IdOf = (key: string) => number

interface Place {
  readonly people: readonly DemoPerson[]
  readonly units: readonly string[]
  readonly idOf: IdOf
  readonly today: string
}

/**
 * What the statistics of the county rest on: 60 岁以上人口, of which 3,397 are 8.87 %, people soon to
 * retire, how some came on the register, and two rounds of checking, one of them open.
 */
export async function loadCensus(client: PoolClient, place: Place): Promise<void> {
  const random = randomFrom(990_112)
  await copyRows(client, 'population60', populations(place))
  await copyRows(client, 'register_entry', entries(place))
  await copyRows(client, 'in_service', staff(random, place))
  await copyRows(client, 'campaign', rounds(place))
  await client.query(takeIn)
  await client.query(check)
  await client.query(follow)
  await client.query(conclude)
}

const takeIn = `
  insert into campaign_person (campaign_id, retiree_id, unit_id, community_id)
  select c.id, r.id, r.managing_unit_id, r.community_id
  from campaign c join retiree r on r.reach @> array[c.org_id]
  where r.left_on is null and r.registered_on <= c.cut_off_on`

/** Of the past round nearly everyone was checked, of the open one more than half. */
const check = `
  insert into verification (retiree_id, verified_on, method)
  select m.retiree_id, c.from_on + (m.retiree_id % 19)::int, 'phone'
  from campaign_person m join campaign c on c.id = m.campaign_id
  where m.retiree_id * 37 % 100 < case when c.closed_on is null then 58 else 97 end`

const follow = `
  update retiree r set verified_on = v.last
  from (select retiree_id, max(verified_on) as last from verification group by 1) v
  where v.retiree_id = r.id and r.verified_on is distinct from v.last`

const conclude = `
  update campaign c set result = jsonb_build_object('people', n.people, 'verified', n.verified,
    'left', 0, 'rest', n.people - n.verified)
  from (
    select m.campaign_id, count(*) as people, count(*) filter (where exists (
      select from verification v join campaign o on o.id = m.campaign_id
      where v.retiree_id = m.retiree_id and v.verified_on between o.from_on and o.closed_on
    )) as verified
    from campaign_person m group by 1
  ) n where n.campaign_id = c.id and c.closed_on is not null`

function populations({ idOf, today }: Place): Row[] {
  const year = Number(today.slice(0, 4))
  const persons = [35_846, 37_012, 38_298]
  return persons.map((count, index) => ({
    regionId: idOf('region'),
    year: year - 2 + index,
    persons: count,
    source: '县统计局人口变动抽样调查（虚构）',
    documentNo: `示统〔${year - 2 + index}〕6号`,
    accountId: 2,
  }))
}

/** Of those who came on the register late, every third moved here. */
function entries({ people, today }: Place): Row[] {
  const late = people.flatMap(({ facts }, person) =>
    facts.registeredOn > addDays(today, -800) &&
    (facts.retiredOn ?? '') < addDays(facts.registeredOn, -500)
      ? [person + 1]
      : [],
  )
  return late
    .filter((_, index) => index % 3 === 0)
    .map((retireeId) => ({ retireeId, kind: 'transferredIn', origin: '邻县老干部局（虚构）' }))
}

const ladders = [60, 60, 60, 55, 55, 50] as const

function staff(random: Random, { units, idOf, today }: Place): Row[] {
  const rows = Array.from({ length: 84 }, () => {
    const ladder = random.pick(ladders)
    const months = ladder * 12 + random.between(-58, 26)
    const birthMonth = addMonths(`${today.slice(0, 7)}-01`, -months).slice(0, 7)
    const woman = ladder !== 60
    return {
      unitId: idOf(random.pick(units)),
      fullName: inventName(random, woman, Number(birthMonth.slice(0, 4)), '01'),
      birthMonth,
      ladder,
      expectedMonth: expectedMonth(birthMonth, ladder),
      recordedOn: addDays(today, -random.between(30, 300)),
      accountId: 2,
    }
  })
  return rows.filter(({ expectedMonth: month }) => month >= addMonths(today, -3).slice(0, 7))
}

/** Whose people are checked; keys of the tree. */
const scopes = [
  { key: 'community:枫林社区', cycle: 'quarterly', ago: 130, lasting: 60 },
  { key: 'unit:县教育局', cycle: 'special', ago: 20, lasting: 45 },
] as const

function rounds({ idOf, today }: Place): Row[] {
  return scopes.map(({ key, cycle, ago, lasting }) => {
    const fromOn = addDays(today, -ago)
    const dueOn = addDays(fromOn, lasting)
    const name = key.slice(key.indexOf(':') + 1)
    return {
      orgId: idOf(key),
      name: `${fromOn.slice(0, 4)} 年${name}信息核实`,
      cycle,
      cutOffOn: fromOn,
      fromOn,
      dueOn,
      accountId: 2,
      closedOn: dueOn < today ? dueOn : null,
      closedBy: dueOn < today ? 2 : null,
      result: dueOn < today ? '{}' : null,
    }
  })
}
