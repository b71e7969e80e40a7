import { addDays } from '#src/kernel/day.ts'
import type { TagCode } from '#src/roster/tag.ts'
import type { DemoTag, Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { ageAt } from './health.ts'

/** Tags that follow from how someone lives and fares, each with the paper that says so. */
export function circumstances(random: Random, who: Outline, facts: Facts): DemoTag[] {
  const from = addDays(who.until, -random.between(40, 900))
  const tag = (code: TagCode, evidence: string): DemoTag => ({ code, from, evidence })
  const age = ageAt(who)
  return [
    facts.livingArrangement === 'livingAlone' && tag('livingAlone', '社区入户登记表'),
    facts.livingArrangement === 'emptyNest' && tag('emptyNest', '社区入户登记表'),
    facts.selfCareLevel === '4' && tag('disabled', '老年人生活自理能力评估表'),
    facts.selfCareLevel === '3' && random.chance(0.5) && tag('homebound', '家庭医生随访记录'),
    isVeteran(facts) && tag('warVeteran', '中国人民抗日战争胜利纪念章登记表'),
    random.chance(age > 80 ? 0.05 : 0.008) && tag('visionImpaired', '残疾人证'),
    random.chance(age > 80 ? 0.08 : 0.01) && tag('hearingImpaired', '听力检查报告'),
    random.chance(0.006) && tag('hardship', '困难帮扶申请审批表'),
    random.chance(0.004) && tag('lostOnlyChild', '计划生育特别扶助证'),
    random.chance(0.012) && tag('seriousIllness', '县人民医院诊断证明'),
  ].filter((found) => found !== false)
}

/** Joined before the war of resistance ended, that is up to 1945-09-02. */
function isVeteran({ revolutionJoin }: Facts): boolean {
  return revolutionJoin !== null && revolutionJoin <= '1945-09-02'
}
