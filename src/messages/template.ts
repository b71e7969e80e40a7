/** How a message travels. */
export const channels = { inApp: '站内消息', sms: '短信', letter: '信函' } as const
export type Channel = keyof typeof channels

interface TemplateRule {
  readonly title: string
  /** What may stand in braces, with what it means to whoever edits the text. */
  readonly holders: Readonly<Record<string, string>>
  /** The words of each channel until a bureau sets its own. */
  readonly texts: Readonly<Partial<Record<Channel, string>>>
  /** An alarm: the cap of one number does not hold it back. */
  readonly emergency?: true
}

const ticket = { number: '事项编号', category: '类别', title: '事项', dueOn: '办理期限' } as const

/** Everything that is ever sent. A capability that tells people something adds an entry. */
export const templates = {
  notice: {
    title: '通知',
    holders: { text: '内容' },
    texts: { inApp: '{text}', sms: '{text}', letter: '{text}' },
  },
  ticketReceived: {
    title: '收到事项',
    holders: ticket,
    texts: { inApp: '新事项 {number}（{category}）：{title}，请于 {dueOn} 前答复。' },
  },
  ticketAssigned: {
    title: '事项交办',
    holders: ticket,
    texts: { inApp: '交您办理：{number}（{category}）{title}，请于 {dueOn} 前答复。' },
  },
  ticketOffered: {
    title: '事项转办待接收',
    holders: { ...ticket, reason: '理由' },
    texts: { inApp: '转来事项 {number}（{category}）：{title}。理由：{reason}。请接收或退回。' },
  },
  ticketReturned: {
    title: '转办被退回',
    holders: { ...ticket, reason: '理由' },
    texts: { inApp: '转办的事项 {number} 被退回：{reason}。仍由本单位负责，{dueOn} 前答复。' },
  },
  ticketTaken: {
    title: '转办已接收',
    holders: { ...ticket, org: '接收单位' },
    texts: { inApp: '事项 {number} 已由{org}接收。' },
  },
  ticketDueSoon: {
    title: '事项即将到期',
    holders: ticket,
    texts: { inApp: '事项 {number}（{category}）{title}将于 {dueOn} 到期，请抓紧答复。' },
  },
  ticketOverdue: {
    title: '事项超期上报',
    holders: { ...ticket, org: '承办单位' },
    texts: { inApp: '{org}承办的事项 {number}（{category}）{title}已过期限 {dueOn}，请督办。' },
  },
  ticketAnswered: {
    title: '事项答复本人',
    holders: { name: '称呼', number: '事项编号', org: '答复单位', phone: '咨询电话' },
    texts: {
      sms: '{name}您好，您反映的事项（{number}）已由{org}答复，如有疑问请致电{phone}。',
      letter:
        '{name}：\n\n您反映的事项（编号 {number}）已办理，现由{org}答复。如有疑问，请致电 {phone}。',
    },
  },
  callAlert: {
    title: '一键呼叫',
    holders: { name: '姓名', at: '时间', place: '住址区域' },
    emergency: true,
    texts: {
      inApp: '{name}于 {at} 呼叫求助，请立即处置。{place}',
      sms: '【紧急】{name}于{at}呼叫求助，请立即登录值班台处置。',
    },
  },
  callEscalated: {
    title: '呼叫无人接应上报',
    holders: { name: '姓名', at: '时间', waited: '已等待' },
    emergency: true,
    texts: {
      inApp: '{name}于 {at} 的呼叫已 {waited} 无人接应，请立即处置。',
      sms: '【紧急】{name}于{at}的呼叫已{waited}无人接应，请立即处置。',
    },
  },
  dutyShift: {
    title: '值班提醒',
    holders: { name: '姓名', from: '开始', to: '结束' },
    texts: {
      inApp: '{name}，您的值班时间为 {from} 至 {to}，请保持电话畅通。',
      sms: '{name}，您的值班时间为{from}至{to}，请保持电话畅通。',
    },
  },
  contactOverdue: {
    title: '联系到期提醒',
    holders: { name: '姓名', dueOn: '期限' },
    texts: { inApp: '{name}应于 {dueOn} 前联系，现已超期。' },
  },
  festivalGreeting: {
    title: '节日问候',
    holders: { name: '称呼', festival: '节日', org: '单位' },
    texts: {
      sms: '{name}您好！{festival}将至，{org}向您致以节日问候，祝您健康长寿、阖家安康。',
      letter:
        '{name}：\n\n{festival}将至，{org}向您致以诚挚的节日问候，衷心祝愿您健康长寿、阖家安康。',
    },
  },
  hardshipDecided: {
    title: '帮扶申请办结',
    holders: { name: '称呼', org: '单位', phone: '咨询电话' },
    texts: {
      sms: '{name}您好，您的申请已有结果，{org}工作人员将与您联系，咨询电话{phone}。',
      letter: '{name}：\n\n您的申请已有结果，{org}将派人告知。咨询电话 {phone}。',
    },
  },
} as const satisfies Record<string, TemplateRule>

export type TemplateCode = keyof typeof templates
export const templateCodes = Object.keys(templates) as [TemplateCode, ...TemplateCode[]]

/** What is fixed about a template. */
export function templateRule(code: TemplateCode): TemplateRule {
  return templates[code]
}

/** Whether a text is the code of a template. */
export function isTemplate(code: string): code is TemplateCode {
  return Object.hasOwn(templates, code)
}
