/** How a record was checked against the person. */
export const verificationMethods = {
  phone: '电话',
  visit: '上门',
  paper: '书面',
  inPerson: '本人来办',
  unit: '单位核对',
} as const
export type VerificationMethod = keyof typeof verificationMethods
