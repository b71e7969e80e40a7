/** What can happen with a call, as its passing shows it. */
export const stepKinds = {
  received: '收到呼叫',
  escalated: '无人接听，已通知',
  acknowledged: '接听',
  joined: '协助',
  dispatched: '派人前往',
  called120: '已打 120',
  calledFamily: '已通知家属',
  arrived: '到场',
  matched: '对上本人',
  mistaken: '本人说按错了',
  noted: '说明',
  closed: '结束',
} as const
export type StepKind = keyof typeof stepKinds
