import * as z from 'zod'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { versionsOn } from './inForce.ts'
import {
  inForce,
  parsePolicyValue,
  policyCodes,
  policyTitles,
  refusalsOfDates,
  SetPolicy,
  type PolicyCode,
  type PolicyVersion,
} from './policy.ts'

export const policy = {
  'policy.list': query({
    title: '查看政策参数',
    permission: 'policy.read',
    input: z.strictObject({
      code: z.enum(policyCodes, '没有这项政策参数').optional(),
      orgId: z.int().optional(),
      on: z.iso.date('请填写日期').optional(),
    }),
    async run(context, { code, orgId, on }): Promise<PolicyOnList[]> {
      const path = await pathOf(context, orgId ?? context.actor.scopeId)
      const names = await namesOf(context, path)
      const wanted = code ? [code] : policyCodes
      return Promise.all(wanted.map((one) => listed(context, one, path, names, on)))
    },
  }),

  'policy.set': command({
    title: '新定政策参数',
    permission: 'policy.manage',
    input: SetPolicy,
    async run(context, { orgId = context.actor.scopeId, validTo = null, ...input }) {
      const value = parsePolicyValue(input.code, input.value)
      const org = await requireOrg(context, orgId)
      demandAll([
        jurisdictions.includes(org.kind)
          ? undefined
          : new Refusal('invalid', 'policy.noJurisdiction', '请选择地区、部门或单位', 'orgId'),
        ...refusalsOfDates(
          { validFrom: input.validFrom, validTo },
          await latestFrom(context, input.code, orgId),
          context.today,
        ),
      ])
      const { id } = await context.db
        .insertInto('policy')
        .values({ ...input, orgId, validTo, value: JSON.stringify(value), ...by(context) })
        .returning('id')
        .executeTakeFirstOrThrow()
      context.record({
        name: 'policy.set',
        subject: 'policy',
        subjectId: id,
        detail: { code: input.code, orgId, validFrom: input.validFrom, value },
      })
      return { id }
    },
  }),
}

/** A parameter as it stands on a day, with its versions, the newest first. */
export interface PolicyOnList {
  readonly code: PolicyCode
  readonly title: string
  readonly inForceId: number | null
  readonly versions: readonly (PolicyVersion & { orgName: string })[]
}

const jurisdictions: readonly string[] = [
  'region',
  'organizationDepartment',
  'bureau',
  'committee',
  'unit',
  'managementCentre',
]

async function listed(
  context: Context,
  code: PolicyCode,
  path: readonly number[],
  names: ReadonlyMap<number, string>,
  on = context.today,
): Promise<PolicyOnList> {
  const versions = await versionsOn(context.db, code, path)
  return {
    code,
    title: policyTitles[code],
    inForceId: inForce(versions, path, on)?.id ?? null,
    versions: versions
      .map((version) => ({
        ...version,
        orgName: version.orgId === null ? '全国默认' : (names.get(version.orgId) ?? ''),
      }))
      .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || b.id - a.id),
  }
}

async function pathOf(context: Context, orgId: number): Promise<readonly number[]> {
  if (context.actor.role === 'system' && orgId === 0) return []
  return (await requireOrg(context, orgId)).path
}

async function namesOf(context: Context, path: readonly number[]) {
  const rows = await context.db
    .selectFrom('org')
    .select(['id', 'name'])
    .where('id', 'in', [...path, -1])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The lock makes two versions set at once follow each other. */
async function latestFrom(context: Context, code: PolicyCode, orgId: number) {
  await context.db.selectFrom('org').select('id').where('id', '=', orgId).forUpdate().execute()
  const latest = await context.db
    .selectFrom('policy')
    .select((is) => is.fn.max('validFrom').as('from'))
    .where('code', '=', code)
    .where('orgId', '=', orgId)
    .executeTakeFirst()
  return latest?.from ?? undefined
}

function by({ actor, now }: Context) {
  return { accountId: actor.accountId, recordedAt: now }
}
