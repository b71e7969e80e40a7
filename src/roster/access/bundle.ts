import { fields, type FieldKey } from '../fields.ts'
import { sensitiveGroups, type SensitiveGroup } from '../purpose.ts'
import type { TagCode } from '../tag.ts'

/** What a relation opens as one piece. The sensitive ones stay closed until a purpose is named. */
export type Bundle =
  | 'name'
  | 'work'
  | 'party'
  | 'partyDates'
  | 'birth'
  | 'personal'
  | 'address'
  | 'living'
  | 'medicalPoint'
  | SensitiveGroup

/** Bundles in the words of 「谁能看我的信息」. */
export const bundleTitles: Readonly<Record<Bundle, string>> = {
  name: '姓名、性别、类别',
  work: '职务、待遇和离退休情况',
  party: '党内职务和组织生活',
  partyDates: '入党时间',
  birth: '出生日期',
  personal: '其他个人情况和备注',
  address: '住址',
  living: '居住状况',
  medicalPoint: '定点医院和家庭医生',
  ...sensitiveGroups,
}

const named: Partial<Record<FieldKey, Bundle>> = {
  fullName: 'name',
  gender: 'name',
  retirementCategory: 'name',
  birthArchive: 'birth',
  birthCelebrated: 'birth',
  idNumber: 'identityNumber',
  mobile: 'phones',
  landline: 'phones',
  otherPhones: 'phones',
  residenceAddress: 'address',
  householdAddress: 'personal',
  seasonalStays: 'address',
  livingArrangement: 'living',
  designatedHospital: 'medicalPoint',
  familyDoctor: 'medicalPoint',
  selfCareLevel: 'care',
  healthStatus: 'health',
  chronicDiseases: 'health',
  allergies: 'health',
  pensionBaseFen: 'money',
  monthlyPensionFen: 'money',
  duesBaseFen: 'dues',
  partyJoined: 'partyDates',
  partyFull: 'partyDates',
}

const bundles = new Map<FieldKey, Bundle>(
  fields.map(({ key, group, sensitivity }) => [
    key,
    named[key] ?? (group === 'party' ? 'party' : sensitivity === 'S1' ? 'work' : 'personal'),
  ]),
)

/** The bundle in which a field opens. */
export function bundleOf(field: FieldKey): Bundle {
  return bundles.get(field) as Bundle
}

/** Whether a bundle opens for a stated purpose only. */
export function isSensitive(bundle: Bundle): bundle is SensitiveGroup {
  return Object.hasOwn(sensitiveGroups, bundle)
}

/** A tag says what its bundle says. */
export const bundleOfTag: Readonly<Record<TagCode, Bundle>> = {
  livingAlone: 'living',
  emptyNest: 'living',
  lostOnlyChild: 'living',
  noKin: 'living',
  seasonal: 'address',
  homebound: 'care',
  visionImpaired: 'care',
  hearingImpaired: 'care',
  disabled: 'care',
  seriousIllness: 'health',
  hardship: 'money',
  warVeteran: 'work',
}
