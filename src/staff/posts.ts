import { sql, type ExpressionBuilder } from 'kysely'
import { isOffice, offices, roles, type Office, type Role } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'

export interface Post {
  readonly id: number
  readonly title: string
  readonly role: Role
  readonly roleTitle: string
  readonly orgId: number
  readonly orgName: string
}

/** The posts through which an account may act today. */
export async function postsOf({ db, today }: Context, accountId: number): Promise<Post[]> {
  const rows = await db
    .selectFrom('post')
    .innerJoin('org', 'org.id', 'post.orgId')
    .select(['post.id', 'post.title', 'post.role', 'post.orgId', 'org.name as orgName'])
    .where('accountId', '=', accountId)
    .where(inForce(today))
    .orderBy('post.id')
    .execute()
  return rows.map((row) => {
    const role = row.role as Role
    return { ...row, role, roleTitle: roles[role].title }
  })
}

/** A post acts from its first day on; on the day `valid_to` it no longer does. */
export function inForce(today: string) {
  return (is: ExpressionBuilder<DB, 'post'>) =>
    is.and([
      is('post.validFrom', '<=', today),
      is.or([is('post.validTo', 'is', null), is('post.validTo', '>', today)]),
    ])
}

/** What a post is made of. */
export interface PostFacts {
  readonly accountId: number
  readonly orgId: number
  readonly role: Role
  readonly title: string
  readonly validFrom: string
  readonly validTo?: string | null | undefined
}

/**
 * Gives a post.
 * @throws Refusal `staff.officesApart` where it would unite what must stay apart
 */
export async function givePost({ db }: Context, post: PostFacts): Promise<number> {
  await demandApart(db, post)
  const { id } = await db.insertInto('post').values(post).returning('id').executeTakeFirstOrThrow()
  return id
}

/**
 * Nobody holds two of the three offices, nor one beside another post (GB/T 22239-2019 8.1.4.2d);
 * the database refuses it once more.
 */
export async function demandApart(db: Database, post: PostFacts): Promise<void> {
  const { accountId, role, validFrom, validTo = null } = post
  await sql`select from account where id = ${accountId} for update`.execute(db)
  const held = await db
    .selectFrom('post')
    .select('role')
    .where('accountId', '=', accountId)
    .where('role', '<>', role)
    .where(
      sql<boolean>`daterange(valid_from, valid_to) && daterange(${validFrom}::date, ${validTo}::date)`,
    )
    .execute()
  const clash = held.find((other) => isOffice(role) || isOffice(other.role))
  if (!clash) return
  const other = roles[clash.role as Role].title
  throw new Refusal(
    'conflict',
    'staff.officesApart',
    `此人已任${other}，不能再任${roles[role].title}：三员由不同的人担任，也不兼业务岗位`,
    'role',
  )
}

/** The offices that nobody holds who has a working account. */
export async function vacantOffices({
  db,
  today,
}: {
  readonly db: Database
  readonly today: string
}): Promise<Office[]> {
  const held = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select('post.role')
    .distinct()
    .where('post.role', 'in', offices)
    .where('account.endedOn', 'is', null)
    .where('account.passwordHash', 'is not', null)
    .where(inForce(today))
    .execute()
  return offices.filter((office) => !held.some(({ role }) => role === office))
}

/**
 * Somebody must be left in each office: two people cannot end each other's posts at once either.
 * @throws Refusal `staff.lastOfOffice`
 */
export async function demandAnother({ db, today }: Context, post: { id: number; role: string }) {
  if (!isOffice(post.role)) return
  await sql`select pg_advisory_xact_lock(hashtext('the three offices'))`.execute(db)
  const others = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select('post.id')
    .where('post.role', '=', post.role)
    .where('post.id', '<>', post.id)
    .where('account.endedOn', 'is', null)
    .where('account.passwordHash', 'is not', null)
    .where(inForce(today))
    .limit(1)
    .execute()
  if (others.length) return
  const { title } = roles[post.role]
  throw new Refusal(
    'conflict',
    'staff.lastOfOffice',
    `这是最后一位${title}，请先让接任的人上岗，再办理离岗`,
  )
}
