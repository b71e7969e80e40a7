import * as z from 'zod'
import { refusalUnconfirmed } from '#src/kernel/access.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demand, Refusal } from '#src/kernel/refusal.ts'
import { decide, keysSeen, relationsOpening, tagsSeen } from './access.ts'
import { needsCase, postRule } from './access/post.ts'
import type { Relation } from './access/relation.ts'
import {
  openMinutes,
  purposeCodes,
  purposeRule,
  sensitiveGroups,
  type Purpose,
  type SensitiveGroup,
} from './purpose.ts'
import { openPerson } from './opening.ts'
import { refuseUnlessKeeper } from './permitted.ts'
import { requireRetiree } from './reach.ts'

const Case = z
  .string()
  .trim()
  .max(120, '事由最多 120 个字')
  .transform((text) => text || undefined)
  .optional()

export const reveal = {
  'roster.reveal': command({
    title: '查看完整信息',
    permission: 'roster.read',
    repeatable: true,
    input: z.strictObject({
      id: z.int(),
      purpose: z.enum(purposeCodes, '请选择用途'),
      /** The case, task or alarm that the look belongs to. */
      caseText: Case,
    }),
    async run(context, { id, purpose, caseText }): Promise<{ until: Date }> {
      const { row, opening } = await openPerson(context, id)
      refusePurpose(context, purpose, caseText, row.isVip)
      if (opensSensitive(context, opening.relations, purpose))
        demand(refusalUnconfirmed(context.actor, context.now))
      const minutes = row.isVip ? openMinutes.vip : openMinutes.ordinary
      const until = new Date(context.now.getTime() + minutes * 60_000)
      await context.db
        .insertInto('purposeGrant')
        .values({
          accountId: context.actor.accountId as number,
          retireeId: id,
          purpose,
          caseText: caseText ?? null,
          grantedAt: context.now,
          until,
        })
        .execute()
      const detail = { purpose, ...(caseText && { case: caseText }) }
      context.record({ name: 'retiree.revealed', subject: 'retiree', subjectId: id, detail })
      if (row.isVip)
        context.record({ name: 'vip.opened', subject: 'retiree', subjectId: id, detail })
      return { until }
    },
  }),

  'roster.setVip': command({
    title: '设定重点保护',
    permission: 'roster.protect',
    repeatable: true,
    input: z.strictObject({
      id: z.int(),
      isVip: z.boolean('请选择是否重点保护'),
      reason: z
        .string('请填写理由')
        .trim()
        .min(4, '请写明理由，至少 4 个字')
        .max(200, '理由最多 200 个字'),
    }),
    async run(context, { id, isVip, reason }): Promise<void> {
      await requireRetiree(context, id)
      if (!isVip) await refuseUnlessKeeper(context, id, 'B')
      await context.db.updateTable('retiree').set({ isVip }).where('id', '=', id).execute()
      const name = isVip ? 'vip.set' : 'vip.lifted'
      context.record({ name, subject: 'retiree', subjectId: id, detail: { reason } })
    },
  }),

  'roster.rights': query({
    title: '查看本岗位能看的栏目',
    permission: 'roster.read',
    input: z.strictObject({}),
    async run({ actor: { role } }): Promise<Rights> {
      const { relations } = postRule(role)
      const seen = decide({ role, relations, action: 'export' })
      const sought = decide({ role, relations, action: 'search' })
      return {
        hidden: keysSeen(seen, 'hidden'),
        searchable: {
          health: sought.sightOfBundle('health') === 'open',
          care: sought.sightOfBundle('care') === 'open',
          living: sought.sightOfBundle('living') === 'open',
          birth: relationsOpening(role, 'search', 'birth').length > 0,
        },
        tags: tagsSeen(sought),
        purposes: postRule(role).purposes.map((code) => ({
          code,
          title: purposeRule(code).title,
          opens: purposeRule(code).opens,
          needsCase: needsCase(role, code, false),
        })),
      }
    },
  }),
}

/** What a kind of post can see of anyone at all, for lists, filters and columns. */
export interface Rights {
  readonly hidden: readonly string[]
  readonly searchable: {
    readonly health: boolean
    readonly care: boolean
    readonly living: boolean
    readonly birth: boolean
  }
  readonly tags: readonly string[]
  /** The purposes that this post may name, and what each opens. */
  readonly purposes: readonly {
    readonly code: Purpose
    readonly title: string
    readonly opens: readonly SensitiveGroup[]
    readonly needsCase: boolean
  }[]
}

/** Telephones are asked for all day; what is more sensitive needs a fresh proof of identity. */
function opensSensitive(
  { actor }: Context,
  relations: readonly Relation[],
  purpose: Purpose,
): boolean {
  const seen = decide({ role: actor.role, relations, action: 'detail', purposes: [purpose] })
  const groups = Object.keys(sensitiveGroups) as SensitiveGroup[]
  return groups.some((group) => group !== 'phones' && seen.sightOfBundle(group) === 'open')
}

function refusePurpose(
  { actor }: Context,
  purpose: Purpose,
  caseText: string | undefined,
  isVip: boolean,
): void {
  if (actor.role === 'system' || !postRule(actor.role).purposes.includes(purpose))
    throw new Refusal('forbidden', 'roster.wrongPurpose', '您的岗位不能用这个用途', 'purpose')
  if (needsCase(actor.role, purpose, isVip) && (caseText?.length ?? 0) < 2) {
    const message = isVip ? '这位老同志重点保护，请写明事由' : '请写明所办的事项或编号'
    throw new Refusal('invalid', 'roster.caseNeeded', message, 'caseText')
  }
}
