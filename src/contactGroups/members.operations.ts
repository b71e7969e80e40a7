import * as z from 'zod'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { AmendGroup, CreateGroup, NewMember, Reason } from './group.ts'
import { addMember, endMember, requireMember, type KeptMember } from './membership.ts'
import { requireOwnGroup } from './reach.ts'
import { endPeople } from './people.ts'

const MemberId = z.strictObject({ memberId: z.int('请选择成员') })

export const staffing = {
  'contactGroups.create': command({
    title: '建立结对小组',
    permission: 'contacts.manage',
    input: CreateGroup,
    async run(context, { orgId, name, dutyPhone = null, leader }): Promise<{ id: number }> {
      const org = await requireOrg(context, orgId ?? context.actor.orgId)
      await refuseSameName(context, org.id, name)
      const { id } = await context.db
        .insertInto('contactGroup')
        .values({
          orgId: org.id,
          name,
          dutyPhone,
          foundedOn: context.today,
          accountId: context.actor.accountId,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await addMember(context, id, { ...leader, isLeader: true })
      note(context, 'contactGroup.created', id, { orgId: org.id, name })
      return { id }
    },
  }),

  'contactGroups.amend': command({
    title: '修改结对小组',
    permission: 'contacts.manage',
    input: AmendGroup,
    async run(context, { id, name, dutyPhone = null }): Promise<void> {
      const group = await requireOwnGroup(context, id)
      if (name !== group.name) await refuseSameName(context, group.orgId, name)
      await context.db
        .updateTable('contactGroup')
        .set({ name, dutyPhone })
        .where('id', '=', id)
        .execute()
      note(context, 'contactGroup.amended', id, { name, before: group.name })
    },
  }),

  'contactGroups.addMember': command({
    title: '增加小组成员',
    permission: 'contacts.manage',
    input: z.strictObject({ groupId: z.int('请选择小组'), member: NewMember }),
    async run(context, { groupId, member }): Promise<{ id: number }> {
      await requireOwnGroup(context, groupId)
      const id = await addMember(context, groupId, { ...member, isLeader: false })
      note(context, 'contactGroup.joined', groupId, { memberId: id })
      return { id }
    },
  }),

  'contactGroups.appoint': command({
    title: '指定组长',
    permission: 'contacts.manage',
    input: MemberId,
    async run(context, { memberId }): Promise<void> {
      const member = await requireMember(context, memberId)
      if (member.isLeader)
        throw new Refusal('conflict', 'contactGroups.leads', `${member.name}已经是组长`)
      await appoint(context, member)
      note(context, 'contactGroup.led', member.groupId, { memberId })
    },
  }),

  'contactGroups.endMember': command({
    title: '小组成员退出',
    permission: 'contacts.manage',
    input: z.strictObject({
      ...MemberId.shape,
      reason: Reason,
      /** Takes the place, and leads where the one who leaves did. */
      successor: NewMember.nullable().optional(),
    }),
    async run(context, { memberId, reason, successor }): Promise<void> {
      const member = await requireMember(context, memberId)
      await endMember(context, memberId, reason)
      if (successor)
        await addMember(context, member.groupId, { ...successor, isLeader: member.isLeader })
      note(context, 'contactGroup.left', member.groupId, { memberId, reason })
    },
  }),

  'contactGroups.close': command({
    title: '撤销结对小组',
    permission: 'contacts.manage',
    input: z.strictObject({ id: z.int('请选择小组'), reason: Reason }),
    async run(context, { id, reason }): Promise<{ people: number }> {
      await requireOwnGroup(context, id)
      const retireeIds = await endPeople(context, id, undefined, reason)
      await context.db
        .updateTable('contactGroupMember')
        .set({ validTo: context.today, endedWhy: reason, endedBy: context.actor.accountId })
        .where('groupId', '=', id)
        .where('validTo', 'is', null)
        .execute()
      await context.db
        .updateTable('contactGroup')
        .set({ closedOn: context.today })
        .where('id', '=', id)
        .execute()
      note(context, 'contactGroup.closed', id, { reason, retireeIds })
      return { people: retireeIds.length }
    },
  }),
}

/** The leader of today stays as a member. */
async function appoint(context: Context, member: KeptMember): Promise<void> {
  const { groupId } = member
  const leader = await context.db
    .selectFrom('contactGroupMember')
    .select(['id', 'staffId as accountId', 'name', 'phone'])
    .where('groupId', '=', groupId)
    .where('isLeader', '=', true)
    .where('validTo', 'is', null)
    .executeTakeFirst()
  await endMember(context, member.id, '改任组长')
  if (leader) {
    await endMember(context, leader.id, '不再任组长')
    await addMember(context, groupId, { ...leader, isLeader: false })
  }
  await addMember(context, groupId, { ...member, isLeader: true })
}

async function refuseSameName({ db }: Context, orgId: number, name: string): Promise<void> {
  const found = await db
    .selectFrom('contactGroup')
    .select('id')
    .where('orgId', '=', orgId)
    .where('name', '=', name)
    .where('closedOn', 'is', null)
    .executeTakeFirst()
  if (found)
    throw new Refusal('conflict', 'contactGroups.sameName', '已有同名的小组，请换个名称', 'name')
}

function note(context: Context, name: string, id: number, detail: Record<string, unknown>): void {
  context.record({ name, subject: 'contactGroup', subjectId: id, detail })
}
