import { Refusal } from '#src/kernel/refusal.ts'
import { caseStates, caseSteps, type Case, type CaseState, type CaseStep } from './case.ts'

const atWork: readonly CaseState[] = ['registered', 'accepted', 'assigned', 'handled']
const taken: readonly CaseState[] = ['accepted', 'assigned', 'handled']
const told: readonly CaseState[] = ['answered', 'followedUp']

/** From which states each step may be taken. Nothing closes that was not answered. */
const from: Readonly<Record<CaseStep, readonly CaseState[]>> = {
  registered: [],
  accepted: ['registered'],
  claimed: atWork,
  assigned: atWork,
  handled: taken,
  answered: taken,
  followedUp: told,
  closed: told,
  reopened: [...told, 'closed'],
  extended: atWork,
  offered: atWork,
  taken: atWork,
  returned: atWork,
  withdrawn: atWork,
  handedOver: [...atWork, ...told],
}

/** While another organisation is asked to take it over, only its answer or the taking back moves on. */
const whileOffered: readonly CaseStep[] = [
  'taken',
  'returned',
  'withdrawn',
  'handled',
  'extended',
  'handedOver',
]
const answersOffer: readonly CaseStep[] = ['taken', 'returned', 'withdrawn']

/** Whether a case admits a step, whoever takes it; the refusal says what to do first. */
export function refusalOfStep({ state, offeredTo }: Case, step: CaseStep): Refusal | undefined {
  const say = (code: string, message: string) => new Refusal('conflict', `cases.${code}`, message)
  if (offeredTo !== null && !whileOffered.includes(step) && from[step].includes(state))
    return say('offered', '已转办，正等对方接收；要自己办，请先收回转办')
  if (offeredTo === null && answersOffer.includes(step))
    return say('notOffered', '没有待接收的转办，请刷新后再看')
  if (from[step].includes(state)) return undefined
  if (step === 'closed') return say('unanswered', '还没有答复本人，不能办结；请先登记答复')
  if (step === 'followedUp') return say('unanswered', '还没有答复本人，请先登记答复')
  if (state === 'closed') return say('closed', '已办结；要继续办理，请先重新办理')
  if (state === 'registered') return say('notAccepted', '还没有受理，请先受理')
  return say('notNow', `现在是“${caseStates[state]}”，不能${caseSteps[step]}`)
}

/** The steps that a case admits now. */
export function stepsOf(found: Case): CaseStep[] {
  return (Object.keys(from) as CaseStep[]).filter((step) => !refusalOfStep(found, step))
}
