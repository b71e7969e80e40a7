import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'

export const orgKinds = {
  region: '地区',
  organizationDepartment: '组织部',
  bureau: '老干部局',
  committee: '工作委员会',
  unit: '单位',
  managementCentre: '管理服务中心',
  subdistrict: '乡镇街道',
  community: '社区',
  grid: '网格',
  partyWorkCommittee: '党工委',
  partyCommittee: '党委',
  generalBranch: '党总支',
  branch: '党支部',
  jointBranch: '联合党支部',
  partyGroup: '党小组',
  association: '协会社团',
  activityCentre: '活动中心',
  elderUniversity: '老年大学',
} as const
export type OrgKind = keyof typeof orgKinds

export const natures = {
  organ: '机关',
  publicInstitution: '事业单位',
  enterprise: '企业',
  other: '其他',
} as const

export const tieKinds = {
  formerUnit: '原单位',
  payingUnit: '供养单位',
  managingUnit: '现管单位',
  community: '社区',
  branch: '党支部',
} as const
export type TieKind = keyof typeof tieKinds

export const orgEventKinds = {
  created: '设立',
  amended: '修改资料',
  renamed: '更名',
  moved: '划转',
  merged: '并入',
  absorbed: '合并入本机构',
  dissolved: '撤销',
} as const
export type OrgEventKind = keyof typeof orgEventKinds

const units: readonly OrgKind[] = ['unit', 'managementCentre', 'bureau', 'organizationDepartment']

/** Which organisations may hold which tie (requirements C01-15, C03-07: groups hold no membership). */
export const kindsOfTie: Readonly<Record<TieKind, readonly OrgKind[]>> = {
  formerUnit: units,
  payingUnit: units,
  managingUnit: units,
  community: ['community', 'grid'],
  branch: ['branch', 'jointBranch', 'generalBranch'],
}

const Name = z.string('请填写名称').trim().min(2, '名称至少 2 个字').max(80, '名称最多 80 个字')
const Day = z.iso.date('请填写日期，例如 2026-11-21')
const Line = z.string().trim().max(120, '最多 120 个字').nullable().optional()
const DocumentNo = z.string().trim().max(60, '文号最多 60 个字').nullable().optional()

const details = {
  shortName: Line,
  regionCode: z
    .string()
    .regex(/^\d{6}(\d{3}|\d{6})?$/, '区划代码是 6、9 或 12 位数字')
    .nullable()
    .optional(),
  nature: z
    .enum(Object.keys(natures) as (keyof typeof natures)[], '请选择性质')
    .nullable()
    .optional(),
  address: Line,
  phone: z.string().trim().max(40, '电话太长').nullable().optional(),
  inCharge: Line,
  liaison: Line,
  fullTimeStaff: Line,
  partTimeStaff: Line,
  /** Head of the unit's leading group for this work, and the document that set it up. */
  leadingGroup: Line,
}

export const CreateOrg = z.strictObject({
  parentId: z.int('请选择上级机构'),
  kind: z.enum(Object.keys(orgKinds) as OrgKind[], '请选择类型'),
  name: Name,
  establishedOn: Day.nullable().optional(),
  documentNo: DocumentNo,
  ...details,
})

export const AmendOrg = z.strictObject({ id: z.int(), version: z.int(), ...details })

export const RenameOrg = z.strictObject({
  id: z.int(),
  name: Name,
  on: Day,
  documentNo: DocumentNo,
})
export const MoveOrg = z.strictObject({
  id: z.int(),
  parentId: z.int('请选择上级'),
  on: Day,
  documentNo: DocumentNo,
})
export const MergeOrg = z.strictObject({
  id: z.int(),
  intoId: z.int('请选择并入的机构'),
  on: Day,
  documentNo: DocumentNo,
})
export const DissolveOrg = z.strictObject({ id: z.int(), on: Day, documentNo: DocumentNo })

/** Changes to an organisation take effect today or earlier, and not before it existed. */
export function refusalOfDay(
  org: { establishedOn: string | null },
  on: string,
  today: string,
): Refusal | undefined {
  if (on > today) return new Refusal('invalid', 'orgs.inFuture', '日期不能晚于今天', 'on')
  if (org.establishedOn && on < org.establishedOn)
    return new Refusal(
      'invalid',
      'orgs.beforeFounding',
      `日期早于成立日期 ${org.establishedOn}`,
      'on',
    )
  return undefined
}

/** Two organisations merge only if they are of the same kind and both exist. */
export function refusalToMerge(
  from: { id: number; kind: string },
  into: { id: number; kind: string; dissolvedOn: string | null; path: readonly number[] },
): Refusal | undefined {
  const say = (message: string) => new Refusal('conflict', 'orgs.cannotMerge', message, 'intoId')
  if (from.id === into.id) return say('不能并入自己')
  if (into.dissolvedOn) return say('并入的机构已撤销，请另选')
  if (into.path.includes(from.id)) return say('不能并入自己的下级机构')
  if (from.kind !== into.kind) return say('只能并入同类机构')
  return undefined
}
