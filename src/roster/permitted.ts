import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { decide, type Action } from './access.ts'
import type { Relation } from './access/relation.ts'
import { fieldOf, isFieldKey } from './fields.ts'

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
