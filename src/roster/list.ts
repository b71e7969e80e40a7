import * as z from 'zod'
import { tieKinds, type TieKind } from '#src/orgs/org.ts'
import { purposeCodes } from './purpose.ts'
import { codeSets, isCode, type CodeSetName } from './codes.ts'

function codes(set: CodeSetName) {
  return z
    .array(z.string().refine((code): boolean => isCode(set, code), '没有这个选项，请从列表中选择'))
    .max(60)
    .optional()
}

const Age = z.int('年龄应为整数').min(0, '年龄不能为负').max(130, '年龄不超过 130').optional()

export const statuses = {
  active: '在册',
  deceased: '已去世',
  left: '已离册',
  all: '全部',
} as const
export type Status = keyof typeof statuses

export const gaps = {
  managingUnit: '没有现管单位',
  branch: '党员没有支部',
  community: '没有社区',
  contact: '没有紧急联系人',
} as const
export type Gap = keyof typeof gaps

/** The conditions of a list of people; every saved filter and frozen list keeps these. */
export const Filters = z.strictObject({
  orgId: z.int().optional(),
  tie: z.enum(Object.keys(tieKinds) as TieKind[]).optional(),
  text: z.string().trim().max(60, '查找内容太长').optional(),
  status: z.enum(Object.keys(statuses) as Status[]).optional(),
  category: codes('retirementCategory'),
  gender: codes('gender'),
  rank: codes('rank'),
  politicalStatus: codes('politicalStatus'),
  period: z.array(z.enum(['P1', 'P2', 'P3A', 'P3B', 'P4'])).optional(),
  managementTier: codes('managementTier'),
  unitNature: codes('unitNature'),
  livingArrangement: codes('livingArrangement'),
  healthStatus: codes('healthStatus'),
  selfCareLevel: codes('selfCareLevel'),
  ageFrom: Age,
  ageTo: Age,
  birthMonth: z.int().min(1).max(12).optional(),
  retiredFrom: z.iso.date('请填写日期').optional(),
  retiredTo: z.iso.date('请填写日期').optional(),
  tag: z.string().max(40, '没有这个标签').optional(),
  gap: z.enum(Object.keys(gaps) as Gap[]).optional(),
  unverifiedDays: z.int().min(1).max(4000).optional(),
  highAgeHighIllness: z.boolean().optional(),
  /** Without a visit since New Year. */
  notVisitedThisYear: z.boolean().optional(),
  /** Why people are looked for by health, care or money; such conditions need one. */
  purpose: z.enum(purposeCodes, '请选择用途').optional(),
  /** The case or task, where the purpose needs one. */
  caseText: z.string().trim().max(80, '事项最多 80 个字').optional(),
  /** Only these people: those ticked in a list. */
  ids: z.array(z.int()).min(1, '请选择人员').max(1000, '一次最多选择 1000 人').optional(),
})
export type Filters = z.infer<typeof Filters>

/** Whether somebody is looked for by a whole identity number, which is not to be kept in clear. */
export function seeksNumber({ text }: Filters): boolean {
  return text !== undefined && /^[\dx]{15,18}$/i.test(text)
}

export const sorts = { name: '姓名', age: '年龄', retiredOn: '离退休时间', fileNo: '编号' } as const
export type Sort = keyof typeof sorts

/** Where a page ends: the sort key of its first or last row, and the row. */
export const Cursor = z.tuple([z.string().nullable(), z.int()])

export const ListInput = z.strictObject({
  filters: Filters.prefault({}),
  sort: z.enum(Object.keys(sorts) as Sort[]).default('name'),
  descending: z.boolean().default(false),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.int().min(1, '每页至少 1 行').max(200, '每页最多 200 行').default(50),
})

export type Category = keyof (typeof codeSets)['retirementCategory']

export interface ListRow {
  readonly id: number
  readonly fileNo: string | null
  readonly fullName: string
  readonly gender: string
  readonly age: number | null
  readonly birth: string | null
  readonly idNumber: string | null
  readonly retirementCategory: string
  readonly rankAtRetirement: string | null
  readonly currentTreatment: string | null
  readonly politicalStatus: string | null
  readonly revolutionaryPeriod: string | null
  readonly retiredOn: string | null
  readonly lastUnitAndPost: string | null
  readonly formerUnit: string | null
  readonly payingUnit: string | null
  readonly managingUnit: string | null
  readonly community: string | null
  readonly branch: string | null
  readonly residenceAddress: string | null
  readonly mobile: string | null
  readonly livingArrangement: string | null
  readonly healthStatus: string | null
  readonly ethnicity: string | null
  readonly partyJoined: string | null
  readonly tags: readonly string[]
  readonly verifiedOn: string | null
  readonly leftReason: string | null
}
