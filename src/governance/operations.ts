import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { policyInForce } from '#src/policy/inForce.ts'
import { gapsOf, profiled, type Profile } from './gap.ts'

const mostShown = 200

export interface OrgGap {
  readonly id: number
  readonly name: string
  readonly kind: Profile['kind']
  readonly people: number
  readonly gaps: readonly string[]
}

export const governance = {
  'governance.gaps': query({
    title: '查看单位和支部的工作力量缺项',
    permission: 'duties.read',
    input: z.strictObject({ orgId: z.int('请选择机构') }),
    async run(context, { orgId }): Promise<{ rows: OrgGap[]; total: number }> {
      const { path } = await requireOrg(context, orgId)
      const policy = await policyInForce(context.db, 'leadingGroup', path, context.today)
      const from = policy?.value.enabled ? policy.value.atLeast : undefined
      const found = (await profilesBelow(context, orgId))
        .map(({ id, name, ...profile }) => {
          const { kind, people } = profile
          return { id, name, kind, people, gaps: gapsOf(profile, from) }
        })
        .filter(({ gaps }) => gaps.length > 0)
      return { rows: found.slice(0, mostShown), total: found.length }
    },
  }),
}

type Found = Profile & { readonly id: number; readonly name: string }

/** Units and branches at or below an organisation with their people, the largest first. */
async function profilesBelow({ db }: Context, orgId: number): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with managed as (
      select managing_unit_id as id, count(*) as people from retiree
      where left_on is null and reach @> array[${orgId}::int] group by 1
    ), of_unit as (
      select above.id, sum(managed.people)::integer as people
      from managed join org on org.id = managed.id cross join unnest(org.path) above (id) group by 1
    ), of_branch as (
      select branch_id as id, count(*)::integer as people from retiree
      where left_on is null and reach @> array[${orgId}::int] group by 1
    )
    select org.id, org.name, org.kind, org.in_charge, org.liaison, org.full_time_staff,
      org.part_time_staff, org.leading_group,
      coalesce(case when org.kind in ('branch', 'jointBranch') then of_branch.people
        else of_unit.people end, 0) as people
    from org left join of_unit on of_unit.id = org.id left join of_branch on of_branch.id = org.id
    where org.path @> array[${orgId}::int] and org.dissolved_on is null
      and org.kind = any (${[...profiled]}::text[])
    order by people desc, org.name, org.id`.execute(db)
  return rows
}
