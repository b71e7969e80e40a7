import type { Actor, Role } from '#src/kernel/access.ts'
import { permits } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { atOrBelow } from '#src/orgs/reach.ts'
import { scopeOfPost } from '#src/staff/scope.ts'
import type { Decision } from './approval.ts'
import { checkersOf } from './checkers.ts'
import type { ApprovalKind, ApprovalKinds } from './kind.ts'

/** Requests with the names a reader needs; the caller says whose. */
export function requests({ db }: Context) {
  return db
    .selectFrom('approval')
    .innerJoin('org', 'org.id', 'approval.orgId')
    .innerJoin('account as maker', 'maker.id', 'approval.makerAccountId')
    .innerJoin('post', 'post.id', 'approval.makerPostId')
    .innerJoin('org as makerOrg', 'makerOrg.id', 'post.orgId')
    .leftJoin('account as decider', 'decider.id', 'approval.decidedBy')
    .selectAll('approval')
    .select(['maker.name as makerName', 'post.title as makerPost', 'makerOrg.name as makerOrg'])
    .select('decider.name as deciderName')
    .$narrowType<{ decision: Decision | null }>()
}
export type Request = Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>

/** The requests within one's scope, which is where one may be a checker at all. */
export function requestsInScope(context: Context) {
  return requests(context).where(atOrBelow(context.actor.scopeId))
}

/** The request as one of its two sides sees it: out of scope and nonexistent look the same. */
export async function requireRequest(context: Context, id: number): Promise<Request> {
  const { accountId, scopeId } = context.actor
  const found = await requests(context)
    .where('approval.id', '=', id)
    .where((is) => is.or([is('approval.makerAccountId', '=', accountId), atOrBelow(scopeId)]))
    .executeTakeFirst()
  if (!found) throw new Refusal('missing', 'approvals.noSuchRequest', '没有这个事项')
  return found
}

/** The request for a change: locked, so that one decision wins. */
export async function lockRequest(context: Context, id: number): Promise<Request> {
  await context.db
    .selectFrom('approval')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return requireRequest(context, id)
}

/** What an entry of the registry says of a request. */
export function kindOf(kinds: ApprovalKinds, request: Pick<Request, 'kind'>): ApprovalKind {
  const kind = kinds[request.kind]
  if (!kind) throw new Error(`no kind of approval: ${request.kind}`)
  return kind
}

/** Whether this actor is among those who may check it: see `checkersOf`. */
export async function mayCheck(
  context: Context,
  request: Request,
  kind: ApprovalKind,
): Promise<boolean> {
  if (!permits(context.actor, kind.checkerPermission)) return false
  const checkers = await checkersOf(context, request, kind.checkerPermission)
  return checkers.some(({ accountId }) => accountId === context.actor.accountId)
}

/** The maker as an actor today; refused when he no longer holds the post or the right. */
export async function makerOf(
  context: Context,
  request: Request,
  kind: ApprovalKind,
): Promise<Actor> {
  const maker = await holderOf(context, request.makerPostId)
  if (maker && permits(maker, kind.makerPermission)) return maker
  throw new Refusal(
    'conflict',
    'approvals.makerGone',
    '提交人已不在原岗位，不能再同意；请选择不同意',
  )
}

/** Who holds a post today, as an actor; undefined once the post or the account has ended. */
export async function holderOf({ db, today }: Context, postId: number): Promise<Actor | undefined> {
  const found = await db
    .selectFrom('post')
    .innerJoin('account', 'account.id', 'post.accountId')
    .select(['account.id as accountId', 'account.name', 'post.id as postId', 'post.role'])
    .select(['post.orgId', scopeOfPost.as('scopeId')])
    .where('post.id', '=', postId)
    .where('account.endedOn', 'is', null)
    .where('post.validFrom', '<=', today)
    .where((is) => is.or([is('post.validTo', 'is', null), is('post.validTo', '>', today)]))
    .executeTakeFirst()
  return found && { ...found, role: found.role as Role }
}
