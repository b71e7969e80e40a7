/** What speaks for two records being of one person. */
export const signals = {
  sameNumber: '身份证号相同',
  sameNameAndBirth: '姓名和出生年月相同',
  sameNameAndPhone: '姓名和电话相同',
  sameNameAndUnit: '姓名和原单位职务相同',
} as const
export type Signal = keyof typeof signals

/** Someone already recorded who may be the same person, and what speaks for it. */
export interface Suspect {
  readonly id: number
  readonly fullName: string
  readonly birth: string | null
  readonly managingUnit: string | null
  readonly leftReason: string | null
  readonly signals: readonly Signal[]
}
