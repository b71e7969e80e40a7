import type { Facts, Outline } from '../person.ts'
import type { Random } from '../random.ts'
import { dayBetween } from './outline.ts'

type Standing = Pick<
  Facts,
  | 'lastUnitAndPost'
  | 'highestPost'
  | 'isLeader'
  | 'isKeyPost'
  | 'rankAtRetirement'
  | 'gradeAtRetirement'
  | 'currentTreatment'
  | 'treatmentScope'
  | 'treatmentApprovedOn'
  | 'treatmentApprovedNo'
  | 'medicalTreatment'
  | 'managementTier'
  | 'unitNature'
  | 'education'
  | 'degree'
  | 'professionalTitle'
>

/** Only the offices of the county's leading bodies have people of county rank. */
const leadingOffice = /^县(委办公室|人大|人民政府办公室|政协|纪委)/
const leaderRanks = [
  ['131', 12],
  ['132', 34],
  ['141', 24],
  ['142', 14],
  ['150', 16],
] as const
const organRanks = [
  ['141', 29],
  ['142', 31],
  ['150', 36],
  ['160', 4],
] as const
const institutionRanks = [
  ['411', 2],
  ['412', 24],
  ['420', 40],
  ['430', 18],
  ['142', 10],
  ['150', 6],
] as const
const enterpriseRanks = [
  ['141', 8],
  ['142', 14],
  ['150', 30],
  ['420', 18],
  ['199', 30],
] as const

const postsByRank: Readonly<Record<string, string>> = {
  '131': '正县级干部',
  '132': '副县级干部',
  '141': '主任科员',
  '142': '副主任科员',
  '150': '科员',
  '160': '办事员',
  '411': '正高级专业技术人员',
  '412': '副高级专业技术人员',
  '420': '中级专业技术人员',
  '430': '初级专业技术人员',
  '199': '干部',
}

const postsInEnterprise: Readonly<Record<string, string>> = {
  '141': '主要负责人',
  '142': '副职负责人',
  '420': '工程师',
}

/** Rank when leaving and the treatment enjoyed now, which a later document may have raised. */
export function standing(random: Random, who: Outline): Standing {
  const rank = rankOf(random, who)
  const raised = who.category === 'lixiu' && random.chance(0.55)
  const treatment = raised ? (raisedFrom[rank] ?? rank) : rank
  const approvedOn = treatment === rank ? null : dayBetween(random, '1998-01-01', '2015-12-31')
  const leader = rank === '131' || rank === '132' || (rank === '141' && random.chance(0.7))
  return {
    lastUnitAndPost: `${who.unit.name}${postOf(who, rank)}`,
    highestPost: leader ? postOf(who, rank) : null,
    isLeader: leader,
    isKeyPost: leader || random.chance(0.1),
    rankAtRetirement: rank,
    gradeAtRetirement: gradeOf(random, who, rank),
    currentTreatment: treatment,
    treatmentScope: approvedOn && random.chance(0.2) ? 'medical' : 'all',
    treatmentApprovedOn: approvedOn,
    treatmentApprovedNo:
      approvedOn && `示组〔${approvedOn.slice(0, 4)}〕${random.between(1, 80)}号`,
    medicalTreatment: who.category === 'lixiu' ? '离休干部医药费统筹' : '职工基本医疗保险',
    managementTier:
      rank === '131' || rank === '132' || who.category === 'lixiu' ? 'county' : 'unit',
    unitNature: who.unit.nature,
    ...schooling(random, who, rank),
  }
}

const raisedFrom: Readonly<Record<string, string>> = {
  '132': '131',
  '141': '132',
  '142': '132',
  '150': '142',
  '199': '150',
}

function rankOf(random: Random, who: Outline): string {
  if (leadingOffice.test(who.unit.name)) return random.weighted<string>(leaderRanks)
  if (who.unit.nature === 'organ') return random.weighted<string>(organRanks)
  if (who.unit.nature === 'publicInstitution') return random.weighted<string>(institutionRanks)
  return random.weighted<string>(enterpriseRanks)
}

function postOf({ unit }: Outline, rank: string): string {
  const bureau = unit.name.endsWith('局')
  if (rank === '141' && bureau) return '局长'
  if (rank === '142' && bureau) return '副局长'
  if (unit.nature === 'enterprise') return postsInEnterprise[rank] ?? '职员'
  return postsByRank[rank] ?? '干部'
}

/** The grades of the civil service exist since June 2019. */
function gradeOf(random: Random, who: Outline, rank: string): string | null {
  if (who.unit.nature !== 'organ' || who.retiredOn < '2019-06-01') return null
  if (rank === '131') return '一级调研员'
  if (rank === '132') return '三级调研员'
  if (rank === '141') return random.pick(['四级调研员', '一级主任科员'])
  return rank === '142' ? '三级主任科员' : '一级科员'
}

function schooling(random: Random, who: Outline, rank: string) {
  const late = who.bornOn >= '1955'
  const high = rank.startsWith('41') || rank.startsWith('13')
  const education = random.weighted<string>(
    who.category === 'lixiu'
      ? [
          ['81', 30],
          ['71', 36],
          ['41', 18],
          ['31', 12],
          ['21', 4],
        ]
      : [
          ['71', late ? 6 : 22],
          ['61', 16],
          ['41', 24],
          ['31', late ? 34 : 26],
          ['21', high ? 40 : 14],
          ['14', 1],
        ],
  )
  const titles: Readonly<Record<string, string>> = {
    '411': '正高级',
    '412': '副高级',
    '420': '中级',
    '430': '初级',
  }
  return {
    education,
    degree: education === '21' ? '学士' : education === '14' ? '硕士' : null,
    professionalTitle: titles[rank] ?? null,
  }
}
