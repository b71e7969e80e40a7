import { sql } from 'kysely'
import { command, type Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { whereOf } from '#src/roster/conditions.ts'
import type { Filters } from '#src/roster/list.ts'
import { divide } from './divide.ts'
import { Assign, Divide, Leave } from './group.ts'
import { withoutGroup } from './list.operations.ts'
import { addPeople, endPeople } from './people.ts'
import { requireOwnGroup } from './reach.ts'

/** More people at once are divided by unit or community. */
const most = 2_000

export const pairing = {
  'contactGroups.assign': command({
    title: '安排结对',
    permission: 'contacts.manage',
    input: Assign,
    async run(context, { groupId, ids, filters }): Promise<{ people: number }> {
      const group = await requireOwnGroup(context, groupId)
      const chosen = ids ? [...new Set(ids)] : await withoutOne(context, filters ?? {})
      if (chosen.length === 0) throw nobody()
      await addPeople(context, group, chosen)
      note(context, 'contactGroup.assigned', groupId, { retireeIds: chosen })
      return { people: chosen.length }
    },
  }),

  'contactGroups.divide': command({
    title: '平均分配结对',
    permission: 'contacts.manage',
    input: Divide,
    async run(context, { groupIds, filters }): Promise<{ people: number; groups: number }> {
      const groups = []
      for (const id of groupIds.toSorted((a, b) => a - b))
        groups.push(await requireOwnGroup(context, id))
      const chosen = await withoutOne(context, filters)
      if (chosen.length === 0) throw nobody()
      const parts = divide(chosen, await loadsOf(context, groupIds))
      for (const { groupId, ids } of parts) {
        const group = groups.find(({ id }) => id === groupId)
        if (group) await addPeople(context, group, ids)
        note(context, 'contactGroup.assigned', groupId, { retireeIds: ids })
      }
      return { people: chosen.length, groups: parts.length }
    },
  }),

  'contactGroups.leave': command({
    title: '结束或转移结对',
    permission: 'contacts.manage',
    input: Leave,
    async run(context, { groupId, ids, toGroupId, reason }): Promise<{ people: number }> {
      await requireOwnGroup(context, groupId)
      if (toGroupId === groupId)
        throw new Refusal('invalid', 'contactGroups.sameGroup', '请选择另一个小组', 'toGroupId')
      const to = toGroupId ? await requireOwnGroup(context, toGroupId) : undefined
      const retireeIds = await endPeople(context, groupId, ids, reason)
      if (retireeIds.length < new Set(ids).size)
        throw new Refusal('missing', 'contactGroups.notHere', '有人不在这个小组，请刷新页面')
      if (to) await addPeople(context, to, retireeIds)
      const name = to ? 'contactGroup.moved' : 'contactGroup.released'
      note(context, name, groupId, { reason, toGroupId: to?.id ?? null, retireeIds })
      return { people: retireeIds.length }
    },
  }),
}

/** Those in no group yet, neighbours beside each other. */
async function withoutOne(context: Context, filters: Filters): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select retiree.id from retiree left join org on org.id = retiree.community_id
    where ${await whereOf(context, filters)} and retiree.left_on is null and ${withoutGroup}
    order by org.name, retiree.residence_address, retiree.name_pinyin, retiree.id
    limit ${most + 1}`.execute(context.db)
  if (rows.length > most)
    throw new Refusal(
      'tooLarge',
      'contactGroups.tooMany',
      `符合条件的超过 ${most} 人，请按单位或社区分批安排`,
    )
  return rows.map(({ id }) => id)
}

async function loadsOf({ db }: Context, groupIds: readonly number[]) {
  const rows = await db
    .selectFrom('contactGroupPerson')
    .select(['groupId', (is) => is.fn.countAll<number>().as('people')])
    .where('groupId', 'in', [...groupIds])
    .where('validTo', 'is', null)
    .groupBy('groupId')
    .execute()
  const known = new Map(rows.map(({ groupId, people }) => [groupId, Number(people)]))
  return groupIds.map((groupId) => ({ groupId, people: known.get(groupId) ?? 0 }))
}

function nobody(): Refusal {
  return new Refusal('conflict', 'contactGroups.nobody', '没有符合条件又还没结对的老同志')
}

/** The duties of everyone named follow in the same transaction. */
function note(context: Context, name: string, id: number, detail: Record<string, unknown>): void {
  context.record({ name, subject: 'contactGroup', subjectId: id, detail })
}
