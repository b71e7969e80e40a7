import { expect, test } from 'vitest'
import { reasonOf, type Grounds } from './reason.ts'

const base = { period: 2026, fromOn: '2026-11-01', dueOn: '2026-11-29', state: 'open' }

test.each<[Partial<Grounds> & Pick<Grounds, 'rule'>, string]>([
  [
    { rule: 'milestoneBirthday', period: 90, isLunar: true },
    '今年11月29日（农历十月廿一）满90周岁',
  ],
  [
    { rule: 'milestoneBirthday', period: 90, dueOn: '2027-01-05', ageStyle: 'nominal' },
    '明年1月5日虚岁90岁',
  ],
  [{ rule: 'milestoneBirthday', period: 80, dueOn: '2024-03-01' }, '2024年3月1日满80周岁'],
  [
    { rule: 'springFestivalVisit', period: 2027, dueOn: '2027-02-05' },
    '2027年春节，明年2月5日除夕或之前看望',
  ],
  [
    { rule: 'doubleNinthVisit', dueOn: '2026-10-18' },
    '今年10月18日（农历九月初九）重阳节或之前看望',
  ],
  [{ rule: 'newlyRetiredWelcome', retiredOn: '2026-10' }, '2026年10月退休，属新退休干部'],
  [{ rule: 'recordVerification' }, '2026年度核实，尚未核实过'],
  [{ rule: 'recordVerification', verifiedOn: '2025-03-02' }, '2026年度核实，上次核实2025年3月2日'],
  [
    { rule: 'campaignVerification', period: 3 },
    '2026年11月1日起的核实活动，应在2026年11月29日前完成，尚未核实过',
  ],
  [{ rule: 'fiftyYearMedal', partyJoined: '1976-06' }, '1976年6月入党，至2026年7月1日党龄满50年'],
  [{ rule: 'missingContact' }, '自2026年11月1日起缺紧急联系人'],
  [{ rule: 'missingBranch', state: 'done' }, '自2026年11月1日起缺所在党支部，现已补登'],
])('%o: %s', (grounds, sentence) => {
  expect(reasonOf({ ...base, ...grounds }, '2026-11-21')).toBe(sentence)
})
