import type { Role } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide, type Action } from './access.ts'
import { postRule } from './access/post.ts'
import { opens, type Relation } from './access/relation.ts'
import { fieldOf, isFieldKey } from './fields.ts'
import type { Maintainer } from './fields/field.ts'
import { relationsTo } from './relations.ts'

/** Refuses, at each field, a change to what the actor may not see or does not keep true. */
export function refuseUnwritable(
  context: Context,
  relations: readonly Relation[],
  keys: readonly string[],
  at: string,
  action: Action & ('write' | 'propose') = 'write',
): void {
  const decision = decide({ role: context.actor.role, relations, action })
  const closed = keys.filter(isFieldKey).filter((key) => decision.sightOf(key) !== 'open')
  if (closed.length === 0) return
  const code = 'roster.notYours'
  const titles = closed.map((key) => fieldOf(key).title).join('、')
  const message = `您的岗位不能${action === 'write' ? '修改' : '提出更正'}：${titles}`
  const issues = closed.map((key) => ({
    field: `${at}.${key}`,
    code,
    message: `您的岗位不能${action === 'write' ? '修改' : '提出更正'}${fieldOf(key).title}`,
  }))
  throw new Refusal('forbidden', code, message, issues)
}

/** Whose fields and facts a post keeps true for a person, by the letters of `Field.maintainers`. */
export function keptBy(role: Role, relations: readonly Relation[]): readonly Maintainer[] {
  const own = relations.filter((relation) => postRule(role).relations.includes(relation))
  return [...new Set(own.flatMap((relation) => opens[relation].keeps))]
}

/**
 * Refuses a change to what stands beside the fields — ties, tags, contacts, events of life — by an
 * organisation that does not keep such things true for this person.
 */
export async function refuseUnlessKeeper(
  context: Context,
  id: number,
  letter: Maintainer,
): Promise<void> {
  const { role } = context.actor
  if (role === 'system') return
  if (keptBy(role, await relationsTo(context, id)).includes(letter)) return
  const message = '这份档案由别的单位维护，您的岗位只能查看；需要更正的，请提出更正申请'
  throw new Refusal('forbidden', 'roster.notKept', message)
}
