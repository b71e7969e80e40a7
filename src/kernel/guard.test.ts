import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { nobody, type Actor } from './access.ts'
import { asActor } from './guard.ts'

const world = useWorld()
let clerk: Actor
let neighbour: Actor
let mine: number
let theirs: number

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const other = await world.org('region')
  const otherBureau = await world.org('bureau', { parentId: other })
  clerk = await world.actor('bureauClerk', bureau)
  neighbour = await world.actor('bureauClerk', otherBureau)
  mine = await world.retiree({ homeId: bureau })
  theirs = await world.retiree({ homeId: otherBureau })
  for (const retireeId of [mine, theirs])
    await world.db
      .insertInto('tag')
      .values({
        retireeId,
        code: 'vision',
        fromOn: '2026-01-01',
        evidence: '本人告知',
        recordedOn: '2026-01-01',
      })
      .execute()
})

const seenBy = (actor: Actor) =>
  asActor(world.kernel.guarded, actor, async (db) => {
    const people = await db.selectFrom('retiree').select('id').orderBy('id').execute()
    const tags = await db.selectFrom('tag').select('retireeId').orderBy('id').execute()
    return [people.map(({ id }) => id), tags.map(({ retireeId }) => retireeId)]
  })

test('the database shows each actor the own people, and to nobody anyone', async () => {
  expect(await seenBy(clerk)).toEqual([[mine], [mine]])
  expect(await seenBy(neighbour)).toEqual([[theirs], [theirs]])
  expect(await seenBy(nobody)).toEqual([[], []])
})

test.each(['unset', '', '{-1}', '{null}'])('a scope that is %j shows nobody', async (scope) => {
  const { rows } = await world.kernel.guarded.connection().execute(async (db) => {
    await sql`begin`.execute(db)
    if (scope !== 'unset') await sql`select set_config('app.scope', ${scope}, true)`.execute(db)
    const found = await sql<{ id: number }>`select id from retiree`.execute(db)
    await sql`rollback`.execute(db)
    return found
  })
  expect(rows).toEqual([])
})

test('an organisation below narrows the scope and never widens it', async () => {
  const within = (actor: Actor, orgId: number) =>
    asActor(
      world.kernel.guarded,
      actor,
      async (db) => (await db.selectFrom('retiree').select('id').execute()).map(({ id }) => id),
      orgId,
    )
  const [own, other] = await Promise.all(
    [mine, theirs].map((id) =>
      world.db
        .selectFrom('retiree')
        .select('homeId')
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    ),
  )
  expect(await within(clerk, own?.homeId ?? 0)).toEqual([mine])
  expect(await within(clerk, other?.homeId ?? 0)).toEqual([])
  expect(await within(nobody, own?.homeId ?? 0)).toEqual([])
})

test('a connection from the pool remembers nobody, whoever used it before', async () => {
  const leaks: unknown[] = []
  for (let round = 0; round < 125; round++)
    await Promise.all(
      [clerk, neighbour, nobody, 'nobody named', clerk, neighbour, nobody, 'nobody named'].map(
        async (actor) => {
          const seen =
            typeof actor === 'string'
              ? (await world.kernel.guarded.selectFrom('retiree').select('id').execute()).map(
                  ({ id }) => id,
                )
              : (await seenBy(actor))[0]
          const wanted = actor === clerk ? [mine] : actor === neighbour ? [theirs] : []
          if (JSON.stringify(seen) !== JSON.stringify(wanted)) leaks.push({ actor, seen })
        },
      ),
    )
  expect(leaks).toEqual([])
})

test('what one actor cannot see, that actor cannot change, delete or hang anything on', async () => {
  await asActor(world.kernel.guarded, clerk, async (db) => {
    const changed = await db
      .updateTable('retiree')
      .set({ remark: '改' })
      .where('id', '=', theirs)
      .executeTakeFirst()
    const gone = await db.deleteFrom('tag').where('retireeId', '=', theirs).executeTakeFirst()
    expect([changed.numUpdatedRows, gone.numDeletedRows]).toEqual([0n, 0n])
  })
  const planted = asActor(world.kernel.guarded, clerk, (db) =>
    db
      .insertInto('contact')
      .values({ retireeId: theirs, name: '某人', relation: '子女' })
      .execute(),
  )
  await expect(planted).rejects.toThrow('row-level security')
  const stolen = asActor(world.kernel.guarded, clerk, (db) =>
    db
      .updateTable('retiree')
      .set({ reach: [theirs] })
      .where('id', '=', mine)
      .execute(),
  )
  await expect(stolen).rejects.toThrow('row-level security')
})

test('the trace is written in the own name, and rewritten by nobody', async () => {
  const forged = asActor(world.kernel.guarded, clerk, (db) =>
    db
      .insertInto('trace')
      .values({
        accountId: neighbour.accountId,
        operation: 'x',
        outcome: 'done',
        name: 'x',
        subject: 'x',
      })
      .execute(),
  )
  await expect(forged).rejects.toThrow('row-level security')
  for (const statement of [
    sql`update trace set name = 'y'`,
    sql`delete from trace`,
    sql`truncate trace`,
    sql`select * from trace_default`,
    sql`alter table retiree disable row level security`,
    sql`drop policy within_reach on retiree`,
    sql`select * from migration`,
    sql`insert into trace (id, operation, outcome, name, subject) overriding system value
      values (1, 'x', 'done', 'x', 'x')`,
    sql`insert into trace (at, operation, outcome, name, subject)
      values ('2020-01-01', 'x', 'done', 'x', 'x')`,
    sql`insert into seal_key (public_key, sealed) values ('04', '')`,
  ])
    await expect(
      asActor(world.kernel.guarded, clerk, (db) => statement.execute(db)),
    ).rejects.toThrow(/permission denied|must be owner/)
})

test('the application owns nothing, walks around nothing, and every view asks as its reader', async () => {
  const { rows } = await sql<{ what: string }>`
    select 'role ' || rolname as what from pg_roles
      where rolname = 'chongyang_app' and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or rolcanlogin)
    union all
    select 'owned ' || relname from pg_class where relowner = 'chongyang_app'::regrole
    union all
    select 'view ' || relname from pg_class
      where relkind = 'v' and relnamespace = 'public'::regnamespace
        and not coalesce(reloptions @> '{security_invoker=true}', false)
    union all
    select 'definer without a fixed search path ' || proname from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef
        and not coalesce(array_to_string(proconfig, ',') like '%search_path=%', false)`.execute(
    world.db,
  )
  expect(rows).toEqual([])
})

/** Tables without a person or an account in them, each with the reason why any post may read it. */
const open: Readonly<Record<string, string>> = {
  org: '机构名录',
  org_event: '机构沿革',
  org_alias: '机构曾用名',
  account: '工作人员,登录前就要查',
  post: '岗位,登录前就要查',
  session: '会话摘要,登录前就要查',
  invitation: '一次性链接的摘要',
  sign_in: '登录记录,登录时写',
  sign_in_guard: '防猜密码的计数,登录前就要查',
  second_factor: '密封的动态口令,登录前就要查',
  recovery_code: '恢复码的摘要,登录前就要查',
  past_password: '以前密码的摘要,设密码时要查,那时还未登录',
  passkey: '安全密钥的公钥,登录前就要查',
  passkey_challenge: '安全密钥待答问题的摘要,登录前就要查',
  post_proposal: '岗位申请,没有老同志的信息',
  budget_raise: '工作人员当日上限的增加',
  population60: '人口数',
  roster_change: '名册变动的事务号',
  campaign: '核实活动的名称与起止',
  festival: '节日慰问的名称、起止与预算',
  festival_standard: '慰问标准',
  festival_route: '慰问路线与带队人',
  setting: '系统设置',
  idempotency: '重复提交的保护',
  policy: '政策参数',
  retention_period: '保存期限',
  retention_run: '到期清理的条数',
  lunar_day: '农历对照',
  special_day: '放假与调休的日子',
  check_up: '健康体检的名称与起止',
  designated_hospital: '定点医院',
  data_key: '由主密钥加密的数据密钥',
  message_template: '消息模板的措辞',
  migration: '结构版本',
}

test('every table is guarded, or is listed as holding nothing to guard', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and not relrowsecurity order by relname`.execute(world.db)
  expect(rows.map(({ name }) => name).filter((name) => !(name in open))).toEqual([])
})
