import { firstDay, lastDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'

/**
 * 参加革命工作时期, by 国发〔1982〕62号 and its application: first and last day of each. The war
 * against Japan is kept in two parts because the yearly allowances differ.
 */
export const revolutionaryPeriods = {
  P1: { title: '第一次国内革命战争时期', from: '1921-07-01', to: '1927-07-31' },
  P2: { title: '第二次国内革命战争时期', from: '1927-08-01', to: '1937-07-06' },
  P3A: { title: '抗日战争前期', from: '1937-07-07', to: '1942-12-31' },
  P3B: { title: '抗日战争后期', from: '1943-01-01', to: '1945-09-02' },
  P4: { title: '解放战争时期', from: '1945-09-03', to: '1949-09-30' },
} as const

export type RevolutionaryPeriod = keyof typeof revolutionaryPeriods

/** The founding of the People's Republic: 离休 asks for revolutionary work before it. */
const lastDayOfRevolution = '1949-09-30'

/** Every period that the partial date may lie in, earliest first. */
function periodsPossible(joined: string): RevolutionaryPeriod[] {
  const [first, last] = [firstDay(joined), lastDay(joined)]
  return (Object.keys(revolutionaryPeriods) as RevolutionaryPeriod[]).filter((period) => {
    const { from, to } = revolutionaryPeriods[period]
    return first <= to && last >= from
  })
}

/** The period in which the person joined; undefined outside them, and where the date leaves two. */
export function revolutionaryPeriodOf(joined: string): RevolutionaryPeriod | undefined {
  const possible = periodsPossible(joined)
  return possible.length === 1 ? possible[0] : undefined
}

/** True where only the day, or a document, tells the period: 1937-07, 1945-09, 1943's years … */
export function needsDayOfRevolution(joined: string): boolean {
  return periodsPossible(joined).length > 1
}

/** 离休 is refused to those who joined after 1949-09-30 (国发〔1982〕62号). */
export function refusalOfLixiu(facts: {
  readonly retirementCategory?: string | null | undefined
  readonly revolutionJoin?: string | null | undefined
}): Refusal | undefined {
  if (facts.retirementCategory !== 'lixiu' || !facts.revolutionJoin) return undefined
  if (firstDay(facts.revolutionJoin) <= lastDayOfRevolution) return undefined
  return new Refusal(
    'invalid',
    'roster.lixiuAfter1949',
    '离休干部参加革命工作时间应不晚于1949年9月30日，请核对时间，或将类别改为退休',
    'revolutionJoin',
  )
}
