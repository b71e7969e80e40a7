import * as z from 'zod'

/** What a clerk may state about how someone came on the register. */
export const entryKinds = {
  newlyRetired: '新退休',
  transferredIn: '转入',
  lateRegistered: '建库补登',
} as const
export type EntryKind = keyof typeof entryKinds

const DocumentNo = z.string().trim().max(80, '文号最多 80 个字').nullable().optional()

export const StateEntry = z
  .strictObject({
    id: z.int(),
    kind: z.enum(Object.keys(entryKinds) as EntryKind[], '请选择入册原因'),
    origin: z.string().trim().max(80, '来处最多 80 个字').nullable().optional(),
    documentNo: DocumentNo,
  })
  .refine(({ kind, origin }) => kind !== 'transferredIn' || !!origin, {
    path: ['origin'],
    message: '请填写从哪里转入',
  })

export const ReturnPerson = z.strictObject({
  id: z.int(),
  on: z.iso.date('请填写转回日期'),
  documentNo: DocumentNo,
})

export const memberStates = { current: '在册党员', left: '已出册' } as const
export type MemberState = keyof typeof memberStates

export const MembersInput = z.strictObject({
  state: z.enum(Object.keys(memberStates) as MemberState[]).default('current'),
  orgId: z.int().optional(),
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(200, '每页最多 200 人').default(50),
})

/** One line of 党员信息库: how and when someone entered it and, if so, left it. */
export interface MemberRow {
  readonly id: number
  readonly fullName: string
  readonly branch: string | null
  readonly partyJoined: string | null
  readonly enteredOn: string
  readonly entered: string
  readonly exitedOn: string | null
  readonly exited: string | null
}

export interface VeteranRow {
  readonly id: number
  readonly fullName: string
  readonly birth: string | null
  readonly unit: string | null
  readonly fromOn: string
  readonly evidence: string
  /** Commemorative medals on record: title and day. */
  readonly medals: readonly string[]
}
