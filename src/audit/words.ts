/** What became of an attempt, as the trace has it. */
export const outcomes = { done: '办理', looked: '查看', refused: '被拒' } as const
export type Outcome = keyof typeof outcomes

/** What a line of the trace is about. */
export const subjects: Readonly<Record<string, string>> = {
  retiree: '老干部档案',
  org: '组织机构',
  account: '账号',
  post: '岗位',
  session: '登录',
  policy: '政策参数',
  snapshot: '冻结名单',
  importBatch: '导入批次',
  batch: '导入批次',
  duty: '应办事项',
  visit: '走访',
  operation: '操作',
  duties: '应办事项',
  campaign: '核实活动',
  inService: '在职人员',
  notice: '通知',
  platform: '平台',
  trace: '留痕',
  seal: '封印',
  alert: '安全告警',
  export: '导出',
  approval: '复核',
}

/** From how many days back the rows are read again; 0 is all of them. */
export const checkedDays = {
  '1': '最近一天',
  '7': '最近七天',
  '31': '最近一月',
  '0': '全部',
} as const

/** A digest in groups of eight digits, to be compared by eye. */
export function inGroups(hex: string): string {
  return (hex.match(/.{1,8}/g) ?? []).join(' ')
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** A moment by the clock in China, to the second: 2026-11-21 09:31:05. */
export function shanghaiTime(moment: string): string {
  return shanghai.format(new Date(moment))
}
