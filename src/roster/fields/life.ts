import { bool, code, json, money, partialDate, text } from './field.ts'

/** 居住联系. */
export const residenceFields = [
  text('householdRegion', '户籍地', 'S1 C', 60),
  text('householdAddress', '户籍地址', 'S2 C', 120),
  text('residenceRegion', '现居住地', 'S1 C', 60),
  text('residenceAddress', '现居住地址', 'S2 C', 120),
  bool('livesElsewhere', '异地居住', 'S1 C'),
  json('seasonalStays', '候鸟居住', 'S2 R'),
  code('livingArrangement', '居住状况', 'S2 C'),
  text('mobile', '手机', 'S2 R', 60),
  text('landline', '固定电话', 'S2 R', 60),
  json('otherPhones', '其他电话', 'S2 R'),
] as const

/** 健康. */
export const healthFields = [
  code('healthStatus', '健康状况', 'S3 CH'),
  code('selfCareLevel', '自理能力', 'S3 HC'),
  text('chronicDiseases', '慢性病', 'S3 HR', 200),
  text('allergies', '过敏史', 'S3 HR', 200),
  text('designatedHospital', '定点医院', 'S2 B', 60),
  text('familyDoctor', '家庭医生', 'S2 B', 60),
  money('pensionBaseFen', '基本离退休费', 'S3 U'),
  money('monthlyPensionFen', '月离退休费（养老金）', 'S3 U'),
] as const

/** 党员. */
export const partyFields = [
  partialDate('partyJoined', '入党时间', 'S2 O'),
  partialDate('partyFull', '转正时间', 'S2 O'),
  text('partyPost', '党内职务', 'S1 O', 60),
  money('duesBaseFen', '党费计算基数', 'S3 O'),
  code('participationMode', '参加组织生活方式', 'S1 O'),
  code('membershipState', '党籍状态', 'S1 O'),
] as const

/** 意愿: said by the person, never judged by others. */
export const wishFields = [
  text('skills', '特长', 'S2 R', 120),
  text('interests', '兴趣爱好', 'S2 R', 120),
  bool('willingToContribute', '愿意发挥作用', 'S1 R'),
  text('dietaryPreference', '饮食与礼俗偏好', 'S2 R', 120),
  text('remark', '备注', 'S2 U', 500),
] as const
