import type { PoolClient } from 'pg'
import { addDays } from '#src/kernel/day.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { copyRows, type Row } from './copy.ts'
import { randomFrom, type Random } from './random.ts'

interface Place {
  readonly today: string
  readonly vault: Vault
  readonly homeId: number
}

const hospitals = ['县人民医院', '县中医医院', '示范市第一医院（虚构）']
const wards = ['内二科', '心血管内科', '骨科', '老年病科', '神经内科']
const diagnoses = ['高血压复查', '肺部感染', '股骨骨折术后', '冠心病']
const channels = ['family', 'unit', 'community', 'hospital']
const notes = ['屋顶漏雨，需要修缮', '大病自付费用多', '家中水管老化', '独居，日常采买不便']

/**
 * Who of the county is and was in hospital, mourns, needs mediation or help; home wards, a check-up,
 * assessments and the hospitals with an agreement. Most of what was owed was done, not all.
 */
export async function loadHealth(client: PoolClient, place: Place): Promise<void> {
  const random = randomFrom(990_123)
  const { rows } = await client.query<{ id: number; old: boolean }>(
    `select id::integer, coalesce(birth_first < $1::date - 80 * 365, false) as old
    from retiree where left_on is null and managing_unit_id is not null order by id`,
    [place.today],
  )
  const old = rows.filter((row) => row.old).map(({ id }) => id)
  const pick = (count: number, from: readonly number[]) =>
    Array.from({ length: count }, (_, nth) => from[(nth * 83 + 11) % from.length] as number)
  await loadStays(client, place, random, pick(44, old))
  await loadEvents(client, place, random, pick(18, rows.map(({ id }) => id).reverse()))
  await loadDeaths(client, place)
  await loadWards(client, place, random, pick(16, old.toReversed()))
  await loadCheckUp(client, place, random, pick(120, old))
  await loadAssessments(client, place, random, pick(60, old.slice(40)))
  await loadHospitals(client, place)
  for (const table of ['hospital_stay', 'care_event', 'home_ward', 'doctor_round', 'check_up'])
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
    )
}

/** Twelve are in hospital now; the others went home within half a year. */
async function loadStays(client: PoolClient, place: Place, random: Random, ids: readonly number[]) {
  const { today, vault } = place
  const visits: Row[] = []
  const stays = [...new Set(ids)].map((retireeId, nth) => {
    const inside = nth < 12
    const admittedOn = addDays(today, -(inside ? nth * 4 : random.between(20, 170)))
    const noticedOn = addDays(admittedOn, inside && nth === 0 ? 0 : random.between(0, 1))
    const dischargedOn = inside ? null : addDays(admittedOn, random.between(6, 18))
    const noticed = noticedOn > today ? today : noticedOn
    if (nth % 5 !== 2 && nth > 1) visits.push(visitFor(retireeId, addDays(noticed, 1), 'illness'))
    if (dischargedOn && nth % 4 !== 1)
      visits.push(visitFor(retireeId, addDays(dischargedOn, 4), 'illness'))
    const secret = sealedText(vault, `hospital_stay.diagnosis.${nth + 1}`, random.pick(diagnoses))
    return {
      id: nth + 1,
      retireeId,
      noticedOn: noticed,
      admittedOn,
      dischargedOn,
      dischargeNoticedOn: dischargedOn,
      hospital: random.pick(hospitals),
      ward: random.pick(wards),
      bed: String(random.between(1, 48)),
      channel: random.pick(channels),
      reportedBy: nth % 3 ? '家属' : '单位老干部工作人员',
      transport: nth % 3 === 1 ? 'open' : 'arranged',
      escort: nth % 4 === 1 ? 'open' : 'notNeeded',
      diagnosis: JSON.stringify(secret),
      orgId: place.homeId,
      accountId: 2,
    }
  })
  await copyRows(client, 'hospital_stay', stays)
  await copyRows(
    client,
    'visit',
    visits.filter(({ visitedOn }) => String(visitedOn) <= today),
  )
}

function visitFor(retireeId: number, visitedOn: string, reason: string): Row {
  const way = reason === 'illness' ? 'hospital' : 'home'
  return { retireeId, visitedOn, reasons: [reason], way, visitors: '局领导、服务管理科' }
}

async function loadEvents(
  client: PoolClient,
  place: Place,
  random: Random,
  ids: readonly number[],
) {
  const { today, vault } = place
  const kinds = ['bereavement', 'dispute', 'hardship'] as const
  const visits: Row[] = []
  const events = [...new Set(ids)].map((retireeId, nth) => {
    const kind = kinds[nth % 3] as (typeof kinds)[number]
    const happenedOn = addDays(today, -(nth * 9 + 1))
    if (nth > 2 && nth % 5) visits.push(visitFor(retireeId, addDays(happenedOn, 1), kind))
    const secret = sealedText(vault, `care_event.note.${nth + 1}`, random.pick(notes))
    return {
      id: nth + 1,
      retireeId,
      kind,
      happenedOn,
      noticedOn: happenedOn,
      relation: kind === 'bereavement' ? '配偶' : null,
      withWhom: kind === 'dispute' ? 'neighbour' : null,
      channel: random.pick(channels.slice(0, 3)),
      note: kind === 'hardship' ? JSON.stringify(secret) : null,
      orgId: place.homeId,
      accountId: 2,
    }
  })
  await copyRows(client, 'care_event', events)
  await copyRows(client, 'visit', visits)
}

/** Deaths of the last half year were noticed on the day; to most families somebody went. */
async function loadDeaths(client: PoolClient, { today }: Place): Promise<void> {
  await client.query('alter table life_event disable trigger life_event_is_append_only')
  await client.query(
    `update life_event set detail = detail || jsonb_build_object('noticedOn', left(happened_on, 10))
    where kind = 'died' and length(happened_on) = 10 and happened_on::text >= $1`,
    [addDays(today, -180)],
  )
  await client.query('alter table life_event enable trigger life_event_is_append_only')
  await client.query(
    `insert into visit (retiree_id, visited_on, reasons, way, visitors)
    select retiree_id, least((detail ->> 'noticedOn')::date + (retiree_id % 4 = 1)::integer * 2, $1),
      '{bereavement}', 'home', '局领导、单位老干部工作人员'
    from life_event where detail ? 'noticedOn' and retiree_id % 6 <> 2`,
    [today],
  )
}

async function loadWards(client: PoolClient, place: Place, random: Random, ids: readonly number[]) {
  const { today, vault, homeId: orgId } = place
  const rounds: Row[] = []
  const open = [...new Set(ids)].map((retireeId, nth) => {
    const everyDays = nth % 2 ? 14 : 30
    const openedOn = addDays(today, -random.between(40, 200))
    for (let on = addDays(openedOn, everyDays - 1); on <= today; on = addDays(on, everyDays))
      if (on < addDays(today, -everyDays) || nth % 3) {
        const id = rounds.length + 1
        const note = sealedText(vault, `doctor_round.note.${id}`, '血压平稳，按时服药')
        const round = { id, wardId: nth + 1, retireeId, madeOn: on, doctor: '责任医生' }
        rounds.push({ ...round, note: JSON.stringify(note) })
      }
    const by = { clinic: '社区卫生服务中心', doctor: '责任医生', orgId, accountId: 2 }
    return { id: nth + 1, retireeId, openedOn, everyDays, ...by }
  })
  await copyRows(client, 'home_ward', open)
  await copyRows(client, 'doctor_round', rounds)
}

async function loadCheckUp(
  client: PoolClient,
  place: Place,
  random: Random,
  ids: readonly number[],
) {
  const { today, vault, homeId: orgId } = place
  const [fromOn, toOn] = [addDays(today, -40), addDays(today, 20)]
  const name = `${today.slice(0, 4)} 年老同志健康体检`
  await copyRows(client, 'check_up', [
    { id: 1, orgId, name, hospital: hospitals[0] as string, fromOn, toOn, accountId: 2 },
  ])
  const people = [...new Set(ids)].map((retireeId, nth) => {
    const stage = nth % 6
    const bookedOn = stage === 0 ? null : addDays(fromOn, random.between(1, 25))
    const resultedOn = stage > 3 ? addDays(fromOn, random.between(26, 38)) : null
    const text = sealedText(
      vault,
      `check_up_person.summary.1.${retireeId}`,
      '主要指标平稳，注意饮食',
    )
    return {
      checkUpId: 1,
      retireeId,
      bookedOn,
      came: stage < 2 ? null : stage !== 2,
      absentWhy: stage === 2 ? '身体不适，改日再约' : null,
      resultedOn,
      summary: resultedOn && JSON.stringify(text),
      feedbackOn: null,
      fedBackOn: stage === 5 ? today : null,
      feedbackBy: stage === 5 ? '体检中心专家' : null,
    }
  })
  await copyRows(client, 'check_up_person', people)
}

async function loadAssessments(
  client: PoolClient,
  { today, homeId: orgId }: Place,
  random: Random,
  ids: readonly number[],
) {
  const rows = [...new Set(ids)].map((retireeId) => ({
    retireeId,
    assessedOn: addDays(today, -random.between(5, 240)),
    level: random.pick(['1', '1', '2', '3']),
    assessor: '社区卫生服务中心评估员',
    orgId,
    accountId: 2,
  }))
  await copyRows(client, 'care_assessment', rows)
  await client.query(
    `update retiree r set self_care_level = a.level from care_assessment a
    where a.retiree_id = r.id`,
  )
}

async function loadHospitals(client: PoolClient, { today, homeId: orgId }: Place) {
  const year = Number(today.slice(0, 4))
  const rows = hospitals.map((name, nth) => ({
    orgId,
    name,
    level: nth === 2 ? '3' : '2',
    directBilling: nth !== 1,
    agreedFrom: `${year - nth}-01-01`,
    agreedTo: nth === 1 ? `${year - 1}-12-31` : null,
    phone: `0999-555010${nth}`,
    accountId: 2,
  }))
  await copyRows(client, 'designated_hospital', rows)
}
