import * as z from 'zod'
import { consentCodes, fieldsOn, type ConsentPurpose } from './basis.ts'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'

export const consentGivers = { self: '本人', guardian: '监护人' } as const
export type ConsentGiver = keyof typeof consentGivers
export const consentWays = { paper: '书面', phone: '电话', inPerson: '当面' } as const
export type ConsentWay = keyof typeof consentWays

export const Purpose = z.enum(consentCodes, '请选择同意的事项')
export const Way = z.enum(Object.keys(consentWays) as ConsentWay[], '请选择方式')

export const GiveConsent = z.strictObject({
  id: z.int(),
  purpose: Purpose,
  agreed: z.boolean('请选择同意或不同意'),
  givenBy: z.enum(Object.keys(consentGivers) as ConsentGiver[], '请选择由谁表示'),
  how: Way,
  givenOn: z.iso.date('请填写日期'),
})

export const WithdrawConsent = z.strictObject({ id: z.int(), purpose: Purpose, how: Way })

/** One word of a person on one purpose, as it stands. */
export interface Consent {
  readonly id: number
  readonly purpose: ConsentPurpose
  readonly agreed: boolean
  readonly givenBy: ConsentGiver
  readonly how: ConsentWay
  readonly givenOn: string
  readonly by: string
  readonly withdrawnOn: string | null
  readonly withdrawnHow: ConsentWay | null
}

/** Every word of a person, the latest first. */
export async function consentsOf({ db }: Pick<Context, 'db'>, id: number): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consent')
    .innerJoin('account', 'account.id', 'consent.accountId')
    .select(['consent.id', 'purpose', 'agreed', 'givenBy', 'how', 'givenOn'])
    .select(['account.name as by', 'withdrawnOn', 'withdrawnHow'])
    .where('retireeId', '=', id)
    .orderBy('consent.id', 'desc')
    .execute()
  return rows as Consent[]
}

/** Whether the last word on a purpose was no: refused, or withdrawn. */
export function isRefused(consents: readonly Consent[], purpose: ConsentPurpose): boolean {
  const last = consents.find((one) => one.purpose === purpose)
  return last !== undefined && (!last.agreed || last.withdrawnOn !== null)
}

/** Refuses to write what a person has said no to (个人信息保护法 Arts. 15, 47). */
export async function refuseWithdrawn(
  context: Context,
  id: number,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const wanted = consentCodes.flatMap((purpose) =>
    fieldsOn(purpose)
      .filter((key) => changes[key] !== null && changes[key] !== undefined)
      .map((key) => ({ purpose, key })),
  )
  if (wanted.length === 0) return
  const consents = await consentsOf(context, id)
  const refused = wanted.find(({ purpose }) => isRefused(consents, purpose))
  if (!refused) return
  const message = '本人没有同意或已撤回同意，不能登记这一项；本人改变主意的，先在「同意与权利」登记'
  throw new Refusal('conflict', 'roster.consentRefused', message, refused.key)
}
