/** Who told of it (requirements C07-07, C08-01). */
export const channels = {
  family: '家属来电',
  unit: '单位报告',
  community: '社区报告',
  hospital: '医院通知',
  visit: '走访得知',
} as const
export type Channel = keyof typeof channels

/** 住院专车接送、住院陪护 (requirements C07-07). */
export const arrangements = { open: '未安排', arranged: '已安排', notNeeded: '不需要' } as const
export type Arrangement = keyof typeof arrangements

/** Events beside illness that call for a visit; nothing in them judges the person. */
export const eventKinds = {
  bereavement: '丧亲',
  dispute: '需要调解',
  hardship: '生活困难',
} as const
export type EventKind = keyof typeof eventKinds

/** With whom one has a dispute, in general terms only. */
export const withWhom = {
  family: '家庭内部',
  neighbour: '邻里',
  unit: '与单位',
  other: '其他',
} as const
export type WithWhom = keyof typeof withWhom

/** Whose death calls for a visit. */
export const mourned = ['配偶', '子女', '父母'] as const

/** 医院级别, as 医疗机构 are graded; community clinics stand by themselves. */
export const hospitalLevels = {
  '3': '三级',
  '2': '二级',
  '1': '一级',
  community: '社区卫生服务中心（站）',
} as const
export type HospitalLevel = keyof typeof hospitalLevels
