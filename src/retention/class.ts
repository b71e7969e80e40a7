import { Refusal } from '#src/kernel/refusal.ts'

interface RetentionClass {
  readonly title: string
  /** What belongs to it. */
  readonly what: string
  /** Why so long and no longer. */
  readonly basis: string
  /** From when the months count. */
  readonly counts: string
  /** What happens when they are over. */
  readonly end: string
  /** One period for the whole installation, the longest that any jurisdiction asks for; else each its own. */
  readonly everywhere?: true
  readonly least: number
  readonly most: number
}

const storage = '个人信息保护法第十九条：保存期限为实现处理目的所必要的最短时间'

/** What is kept for a time that the office may set within bounds, in the order of the page. */
export const retentionClasses = {
  trace: {
    title: '操作留痕',
    what: '谁在何时查看、办理了什么，含封印',
    basis:
      '网络安全法第二十三条：日志不少于六个月；网络数据安全管理条例第十二条：提供、委托处理记录不少于三年',
    counts: '写入之日',
    end: '按月整段清除，清除本身留痕并封印',
    everywhere: true,
    least: 36,
    most: 120,
  },
  signIn: {
    title: '登录日志',
    what: '账号登录的时间、来源和设备',
    basis: '网络安全法第二十三条：网络日志不少于六个月（184 天）',
    counts: '登录之日',
    end: '删除',
    everywhere: true,
    least: 7,
    most: 36,
  },
  notices: {
    title: '已处理的安全事项',
    what: '安全管理员已经处理的提醒',
    basis: '网络安全法第二十三条',
    counts: '处理之日',
    end: '删除',
    everywhere: true,
    least: 7,
    most: 36,
  },
  visitNotes: {
    title: '走访、联系的文字记录',
    what: '走访所见、健康变化和联系备注的文字，含更正前的文字',
    basis: `${storage}；平台规定不超过 24 个月`,
    counts: '走访、联系之日',
    end: '文字清空，走访本身保留',
    least: 6,
    most: 24,
  },
  serviceNotes: {
    title: '事项、呼叫、健康、帮扶的文字记录',
    what: '事项和答复、呼叫结果、诊断和体检摘要、巡诊所见、帮扶事由和意见的文字',
    basis: storage,
    counts: '办结、出院、反馈或结束之日',
    end: '文字清空，办理经过、金额和日期保留',
    least: 6,
    most: 60,
  },
  importFiles: {
    title: '导入的原文件和明细',
    what: '已入库或已撤回批次的原文件、逐行明细和检查报告',
    basis: storage,
    counts: '上传之日',
    end: '原文件和明细删除，只留批次名称、时间和人数',
    least: 1,
    most: 24,
  },
  failedImports: {
    title: '没有入库的导入',
    what: '读不出、失败、放弃或一直没有提交的批次',
    basis: storage,
    counts: '上传之日',
    end: '原文件和明细删除',
    least: 1,
    most: 6,
  },
  purposes: {
    title: '查看用途、紧急查看和疑问答复',
    what: '为何查看的登记、已复核的紧急查看、已答复的疑问、已撤回的同意',
    basis: '网络数据安全管理条例第十二条：处理记录不少于三年',
    counts: '办结之日',
    end: '删除',
    least: 36,
    most: 120,
  },
  personSeen: {
    title: '每日查看名单',
    what: '每个账号每日打开过谁，用于每日人数上限',
    basis: storage,
    counts: '当日',
    end: '删除',
    everywhere: true,
    least: 2,
    most: 12,
  },
  goneAttachments: {
    title: '离册人员的附件',
    what: '去世、转出等离册人员的照片和材料',
    basis: `${storage}；第四十七条：期限届满应当删除`,
    counts: '离册之日',
    end: '内容抹去，留下名目',
    least: 3,
    most: 60,
  },
  departed: {
    title: '离册人员的个人和敏感信息',
    what: '证件号码、电话、住址、健康、收入、家属等，含变更记录；姓名、职务和生卒年月留在故去人员名册',
    basis: '个人信息保护法第四十七条；第四十九条：近亲属可以查阅、复制、更正、删除',
    counts: '离册之日',
    end: '逐项清空；整条档案的永久删除另须两人',
    least: 12,
    most: 360,
  },
} as const satisfies Record<string, RetentionClass>

export type RetentionCode = keyof typeof retentionClasses
export const retentionCodes = Object.keys(retentionClasses) as RetentionCode[]

export function retentionClass(code: RetentionCode): RetentionClass {
  return retentionClasses[code]
}

/** What the program keeps for a fixed time that nobody needs to set. */
export const fixedPeriods = [
  { title: '导出文件', how: '取走即删，最迟 24 小时' },
  { title: '登录会话', how: '最长 12 小时，闲置 30 分钟或退出即失效，当夜删除' },
  { title: '防重复提交的答复', how: '7 天，加密保存' },
  { title: '防猜密码的计数', how: '最后一次之后 1 天' },
  { title: '常用设备标记', how: '只存在本人的浏览器中，不含个人信息' },
  { title: '队列中的任务', how: '办完 7 天内删除，只含编号' },
  { title: '备份', how: '备份中的副本随备份轮换到期；从备份恢复后，当夜重新清理' },
] as const

/** Refuses a period outside the bounds of its class, as `months`. */
export function refusalOfMonths(code: RetentionCode, months: number): Refusal | undefined {
  const { least, most, basis } = retentionClass(code)
  if (months >= least && months <= most) return undefined
  const message = `${months < least ? `不能少于 ${least} 个月` : `不能超过 ${most} 个月`}（${basis}）`
  return new Refusal('invalid', 'retention.outOfBounds', message, 'months')
}

/** Twelve months are a year in words. */
export function inWords(months: number): string {
  return months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`
}
