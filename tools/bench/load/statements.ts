import pg from 'pg'
import { wireTypes } from '#src/kernel/db.ts'
import {
  freshName,
  freshNumber,
  nextPerson,
  somePerson,
  someFilter,
  type Action,
  type Target,
} from './requests.ts'

export interface StatementPlan {
  readonly way: 'sql'
  readonly action: Exclude<Action, 'bare'>
  readonly url: string
  readonly target: Target
  readonly today: string
}

type Step = () => Promise<undefined>
type Work = (client: pg.PoolClient, plan: StatementPlan) => Promise<unknown>

const listed = `r.id, r.file_no, r.full_name, r.gender, r.birth_first, r.birth_archive, r.id_number_sealed,
  r.retirement_category, r.rank_at_retirement, r.current_treatment, r.political_status,
  r.revolutionary_period, r.retired_on, r.last_unit_and_post, f.name as former_unit,
  p.name as paying_unit, m.name as managing_unit, c.name as community, b.name as branch,
  r.residence_address, r.mobile, r.living_arrangement, r.health_status, r.ethnicity,
  r.party_joined, r.verified_on, r.left_reason,
  array(select t.code from tag t where t.retiree_id = r.id and t.to_on is null) as tags`
const named = `left join org f on f.id = r.former_unit_id left join org p on p.id = r.paying_unit_id
  left join org m on m.id = r.managing_unit_id left join org c on c.id = r.community_id
  left join org b on b.id = r.branch_id`
const reached = 'r.reach @> array[$1::int] and r.left_on is null'
const filtered = `${reached} and r.full_name like $2
  and r.birth_first <= ($3::date - make_interval(years => $4))
  and r.birth_first > ($3::date - make_interval(years => $5 + 1))`

function listSql(where: string): [count: string, page: string] {
  return [
    `select count(*) from retiree r where ${where}`,
    `select ${listed} from (select id from retiree r where ${where}
       order by r.name_pinyin, r.id limit 51) chosen
     join retiree r using (id) ${named} order by r.name_pinyin, r.id`,
  ]
}

const pageSql = listSql(reached)
const filterSql = listSql(filtered)

/** The bare SQL of each action: what must be read or written, without guard, trace or masks. */
const works: Readonly<Record<StatementPlan['action'], Work>> = {
  async page(client, { target }) {
    for (const text of pageSql) await client.query(text, [target.homeId])
  },
  async list(client, { target, today }) {
    const { orgId, text, ageFrom, ageTo } = someFilter(target)
    for (const sql of filterSql)
      await client.query(sql, [orgId, `%${text}%`, today, ageFrom, ageTo])
  },
  async record(client, { target }) {
    const id = [somePerson(target)]
    await client.query('select * from retiree where id = $1', id)
    await client.query(
      'select t.*, o.name from tie t join org o on o.id = t.org_id where retiree_id = $1 order by valid_from desc',
      id,
    )
    await client.query('select * from tag where retiree_id = $1 and to_on is null', id)
    await client.query('select * from contact where retiree_id = $1 and ended_on is null', id)
    await client.query(
      `select * from change_request where retiree_id = $1 and status = 'pending'`,
      id,
    )
  },
  async update(client, { target, today }) {
    const id = nextPerson(target)
    const address = `桑榆街道晚晴社区长青路${freshNumber()}号`
    await inTransaction(client, async () => {
      await client.query('select * from retiree where id = $1 for update', [id])
      await client.query(
        'update retiree set residence_address = $2, version = version + 1 where id = $1',
        [id, address],
      )
      await client.query(
        `insert into retiree_change (retiree_id, effective_on, operation, before, after)
         values ($1, $2, 'bench', '{}', jsonb_build_object('residenceAddress', $3::text))`,
        [id, today, address],
      )
    })
  },
  async create(client, { target, today }) {
    const number = freshNumber()
    await inTransaction(client, async () => {
      const { rows } = await client.query<{ id: number }>(
        `insert into retiree (full_name, gender, birth_archive, retirement_category, mobile, home_id, registered_on)
         values ($1, '1', '1950-03-05', 'tuixiu', $2, $3, $4) returning id`,
        [freshName(number), `196${String(number).padStart(8, '0')}`, target.homeId, today],
      )
      const id = rows[0]?.id
      await client.query(
        `insert into tie (retiree_id, kind, org_id, valid_from, recorded_on)
         values ($1, 'formerUnit', $2, $4, $4), ($1, 'managingUnit', $2, $4, $4), ($1, 'community', $3, $4, $4)`,
        [id, target.unitId, target.communityId, today],
      )
      await client.query('select refresh_reach(array[$1::bigint])', [id])
    })
  },
}

async function inTransaction(client: pg.PoolClient, work: () => Promise<unknown>): Promise<void> {
  await client.query('begin')
  await work()
  await client.query('commit')
}

/** As many clients as asked, each with a connection of its own. */
export async function statementsOf(plan: StatementPlan, clients: number) {
  const pool = new pg.Pool({ connectionString: plan.url, max: clients, types: wireTypes })
  const held = await Promise.all(Array.from({ length: clients }, () => pool.connect()))
  const work = works[plan.action]
  const steps = held.map(
    (client): Step =>
      async () =>
        void (await work(client, plan)),
  )
  return {
    steps,
    async close() {
      for (const client of held) client.release()
      await pool.end()
    },
  }
}
