import * as z from 'zod'
import type { Tx } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { Filters } from '#src/roster/list.ts'

const Phone = z
  .string()
  .trim()
  .regex(/^[\d-]{3,20}$/, '电话只写数字和短横，例如 0999-9900001')
  .nullable()
  .optional()

/** Who joins a group: somebody with an account, or a volunteer by name. */
export const NewMember = z
  .strictObject({
    accountId: z.int().nullable().optional(),
    name: z.string().trim().max(60, '姓名最多 60 个字').optional(),
    phone: Phone,
  })
  .refine(({ accountId, name }) => Boolean(accountId) || Boolean(name), {
    path: ['name'],
    message: '请选择工作人员，或填写志愿者姓名',
  })
export type NewMember = z.output<typeof NewMember>

const Name = z
  .string('请填写小组名称')
  .trim()
  .min(2, '请填写小组名称，例如：枫林社区第一联系小组')
  .max(40, '小组名称最多 40 个字')

export const CreateGroup = z.strictObject({
  /** Who sets it up; the post's own organisation when absent. */
  orgId: z.int('请选择机构').optional(),
  name: Name,
  /** Printed on the cards; the organisation's own when absent. */
  dutyPhone: Phone,
  leader: NewMember,
})

export const AmendGroup = z.strictObject({ id: z.int(), name: Name, dutyPhone: Phone })

export const Reason = z
  .string('请填写原因')
  .trim()
  .min(2, '请填写原因，例如：岗位调整')
  .max(100, '原因最多 100 个字')

const mostAtOnce = 500

/** People by their numbers, or all within reach who meet conditions and are in no group yet. */
export const Assign = z
  .strictObject({
    groupId: z.int('请选择小组'),
    ids: z
      .array(z.int())
      .min(1, '请选择老同志')
      .max(mostAtOnce, `一次最多 ${mostAtOnce} 人`)
      .optional(),
    filters: Filters.optional(),
  })
  .refine(({ ids, filters }) => Boolean(ids) !== Boolean(filters), {
    path: ['ids'],
    message: '请选择老同志，或给出条件',
  })

export const Divide = z.strictObject({
  groupIds: z
    .array(z.int())
    .min(1, '请选择小组')
    .max(60, '一次最多 60 个小组')
    .refine((list) => new Set(list).size === list.length, '小组有重复'),
  filters: Filters.prefault({}),
})

export const Leave = z.strictObject({
  groupId: z.int('请选择小组'),
  ids: z.array(z.int()).min(1, '请选择老同志').max(mostAtOnce, `一次最多 ${mostAtOnce} 人`),
  /** The group that takes them over. */
  toGroupId: z.int().nullable().optional(),
  reason: Reason,
})

/** A leader or a member, as lists show them. */
export interface GroupMember {
  readonly id: number
  readonly accountId: number | null
  readonly name: string
  readonly phone: string | null
  readonly isLeader: boolean
  readonly validFrom: string
  readonly validTo: string | null
  readonly endedWhy: string | null
}

export interface GroupRow {
  readonly id: number
  readonly name: string
  readonly orgId: number
  readonly orgName: string
  readonly dutyPhone: string | null
  readonly foundedOn: string
  readonly closedOn: string | null
  readonly leader: string | null
  readonly members: number
  /** People in reach whom it looks after. */
  readonly people: number
  /** Of them, with a contact that is overdue. */
  readonly overdue: number
  /** Whether this post may change it. */
  readonly mine: boolean
}

export interface ContactGroup {
  readonly id: number
  readonly name: string
  readonly leader: {
    readonly accountId: number | null
    readonly name: string
    readonly phone: string | null
  } | null
}

/**
 * The group that looks after a person now: of several organisations' the one longest in charge.
 * Whoever asks has already been found to reach the person.
 */
export async function groupOf(db: Tx, retireeId: number): Promise<ContactGroup | undefined> {
  const group = await db
    .selectFrom('contactGroupPerson as p')
    .innerJoin('contactGroup as g', 'g.id', 'p.groupId')
    .select(['g.id', 'g.name'])
    .where('p.retireeId', '=', retireeId)
    .where('p.validTo', 'is', null)
    .orderBy('p.validFrom')
    .orderBy('p.id')
    .executeTakeFirst()
  if (!group) return undefined
  const leader = await db
    .selectFrom('contactGroupMember')
    .select(['staffId as accountId', 'name', 'phone'])
    .where('groupId', '=', group.id)
    .where('isLeader', '=', true)
    .where('validTo', 'is', null)
    .executeTakeFirst()
  return { ...group, leader: leader ?? null }
}

/** Nobody is in two groups of one organisation: names who is, and where. */
export function refusalOfDouble(
  taken: readonly { readonly fullName: string; readonly group: string }[],
): Refusal | undefined {
  const [first] = taken
  if (!first) return undefined
  const message =
    taken.length === 1
      ? `${first.fullName}已在“${first.group}”结对，要换组请从那个小组转出`
      : `${first.fullName}等 ${taken.length} 人已经结对（${first.fullName}在“${first.group}”），要换组请从原小组转出`
  return new Refusal('conflict', 'contactGroups.double', message, 'ids')
}
