import { Refusal } from '#src/kernel/refusal.ts'

/** Where an application stands (社会救助暂行办法: application, inquiry, publicity, approval). */
export const stages = {
  applied: '已申请',
  inquired: '已调查',
  reviewed: '已评议',
  publicised: '公示中',
  approved: '帮扶中',
  declined: '未批准',
  ended: '已结束',
} as const
export type Stage = keyof typeof stages

/** What happens to it, in the words of its course. */
export const stepTitles = {
  applied: '申请',
  inquired: '入户调查',
  reviewed: '评议',
  publicised: '公示',
  objected: '提出异议',
  settled: '异议处理',
  approved: '批准',
  declined: '不予批准',
  rechecked: '年度复核',
  ended: '结束帮扶',
} as const
export type StepKind = keyof typeof stepTitles

export interface Step {
  readonly kind: StepKind
  /** Who did it; null for the platform. */
  readonly accountId: number | null
  /** For `publicised`: until when it hangs, that day included. */
  readonly untilOn?: string | null
}

/** An application as its steps make it. */
export interface Course {
  readonly stage: Stage
  readonly urgent: boolean
  readonly publicUntil: string | null
  /** Objections that nobody has settled yet. */
  readonly objections: number
  /** Who registered, inquired or reviewed: they do not decide. */
  readonly hands: readonly (number | null)[]
}

/** The course after all its steps, the first of which is the application. */
export function courseOf(steps: readonly Step[], urgent: boolean): Course {
  const start: Course = { stage: 'applied', urgent, publicUntil: null, objections: 0, hands: [] }
  return steps.reduce(after, start)
}

const decidingSteps: readonly StepKind[] = ['approved', 'declined', 'rechecked', 'ended']

/** The course after one more step; whether it may be taken is `refusalOfStep`. */
export function after(course: Course, { kind, accountId, untilOn }: Step): Course {
  const hands = decidingSteps.includes(kind) ? course.hands : [...course.hands, accountId]
  if (kind === 'objected') return { ...course, hands, objections: course.objections + 1 }
  if (kind === 'settled') return { ...course, hands, objections: course.objections - 1 }
  if (kind === 'rechecked') return course
  if (kind === 'publicised')
    return { ...course, hands, stage: 'publicised', publicUntil: untilOn ?? null }
  return { ...course, hands, stage: kind }
}

const from: Readonly<Record<StepKind, readonly Stage[]>> = {
  applied: [],
  inquired: ['applied'],
  reviewed: ['inquired'],
  publicised: ['reviewed'],
  objected: ['publicised'],
  settled: ['publicised'],
  approved: ['publicised'],
  declined: ['applied', 'inquired', 'reviewed', 'publicised'],
  rechecked: ['approved'],
  ended: ['approved'],
}

/**
 * Why a step cannot be taken by somebody on a day. Urgent need skips inquiry and publicity
 * (社会救助暂行办法 on 临时救助 lets urgent procedures be simplified); who handled it never decides.
 */
export function refusalOfStep(
  course: Course,
  kind: StepKind,
  by: { readonly accountId: number | null; readonly today: string },
): Refusal | undefined {
  const say = (code: string, message: string) =>
    new Refusal('conflict', `hardship.${code}`, message)
  const { stage, publicUntil, objections, hands } = course
  const allowed = shortened(course, kind) ? [...from[kind], ...urgentFrom(kind)] : from[kind]
  if (!allowed.includes(stage))
    return say('notNow', `现在是“${stages[stage]}”，不能${stepTitles[kind]}`)
  if (kind === 'settled' && objections === 0) return say('noObjection', '没有未处理的异议')
  if (kind === 'approved' && stage === 'publicised') {
    if (publicUntil && by.today <= publicUntil)
      return say('stillPublic', `公示到 ${publicUntil} 才满，之后才能批准`)
    if (objections > 0) return say('objections', `还有 ${objections} 条异议没有处理，先处理再批准`)
  }
  const decides = kind === 'approved' || kind === 'declined'
  if (decides && by.accountId !== null && hands.includes(by.accountId))
    return say('ownHands', '经办过这件申请的人不能审批，请换一人')
  return undefined
}

function shortened({ urgent }: Course, kind: StepKind): boolean {
  return urgent && (kind === 'reviewed' || kind === 'approved')
}

function urgentFrom(kind: StepKind): readonly Stage[] {
  return kind === 'reviewed' ? ['applied'] : ['reviewed']
}

/** The steps that may be taken now, whoever takes them. */
export function stepsNow(course: Course, today: string): StepKind[] {
  const kinds = Object.keys(stepTitles) as StepKind[]
  return kinds.filter((kind) => !refusalOfStep(course, kind, { accountId: null, today }))
}
