import { Steps } from '#src/hardship/hardship.ts'
import type { StepKind } from '#src/hardship/course.ts'

/** What the window of each step asks, and who may take it. */
export interface StepForm {
  readonly kind: StepKind
  readonly operation: `hardship.${string}`
  readonly shape: keyof typeof Steps
  readonly button: string
  readonly label: string
  readonly permission: string
  readonly danger?: true
}

/** In the order in which an application runs. */
export const stepForms: readonly StepForm[] = [
  form('inquired', 'inquire', '登记入户调查', '调查情况'),
  form('reviewed', 'review', '登记评议', '评议意见'),
  form('publicised', 'publicise', '开始公示', '公示地点'),
  form('objected', 'object', '登记异议', '异议内容'),
  form('settled', 'settle', '登记异议处理', '怎样处理、怎样答复'),
  { ...form('approved', 'approve', '批准', '审批意见'), permission: 'hardship.approve' },
  {
    ...form('declined', 'decline', '不予批准', '理由'),
    permission: 'hardship.approve',
    danger: true,
  },
  form('rechecked', 'recheck', '登记年度复核', '复核情况'),
  { ...form('ended', 'end', '结束帮扶', '结束原因'), danger: true },
]

function form(kind: StepKind, shape: keyof typeof Steps, button: string, label: string): StepForm {
  return {
    kind,
    operation: `hardship.${shape}`,
    shape,
    button,
    label,
    permission: 'hardship.manage',
  }
}
