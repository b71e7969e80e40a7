/**
 * 职务级别，GB/T 12407-2008. 101/102 and the professional grades 410–499 stand in fewer
 * sources than the rest; rosters mix both kinds in one column, so both are kept in one set.
 */
export const ranks = {
  '101': '国家级正职',
  '102': '国家级副职',
  '111': '省部级正职',
  '112': '省部级副职',
  '121': '厅局级正职',
  '122': '厅局级副职',
  '131': '县处级正职',
  '132': '县处级副职',
  '141': '乡科级正职',
  '142': '乡科级副职',
  '150': '科员级',
  '160': '办事员级',
  '199': '未定级',
  '410': '专业技术高级',
  '411': '专业技术正高级',
  '412': '专业技术副高级',
  '420': '专业技术中级',
  '430': '专业技术初级',
  '434': '专业技术助理级',
  '435': '专业技术员级',
  '499': '专业技术未定级',
} as const

/** Ways of writing one tier, with its 正 and 副: 县处级正职, 正县级, 正处, 县团级副职 … */
function tier(side: '正' | '副', stems: string): string {
  return stems
    .split(' ')
    .flatMap((stem) => [
      `${side}${stem}级`,
      `${side}${stem}`,
      `${side}${stem}职`,
      `${side}${stem}级别`,
      `${side}${stem}级职务`,
      `${stem}级${side}职`,
      `${stem}级${side}`,
      `${stem}${side}职`,
      `${stem}${side}级`,
      `${stem}${side}`,
      `${stem}级领导${side}职`,
    ])
    .join(' ')
}

const national = '国 国家'
const provincial = '省部 省 部 部省'
const bureau = '厅局 厅 地厅 司局 司 局 地师 地市 地 局厅 市厅'
const county = '县处 县 处 县团 处县'
const township = '乡科 科 乡镇 科局 科乡 乡 镇'

export const rankWords = {
  '101': tier('正', national),
  '102': tier('副', national),
  '111': tier('正', provincial),
  '112': tier('副', provincial),
  '121': tier('正', bureau),
  '122': tier('副', bureau),
  '131': tier('正', county),
  '132': tier('副', county),
  '141': tier('正', township),
  '142': tier('副', township),
  '150': '科员 科员职务 科办员 股级 正股级 副股级 正股 副股 股所级 股长级',
  '160': '办事员',
  '199': '未定职务级别 未定职级 无级别 无 未定 一般职工 其他 未评级 无职级',
  '410': `高级 高级职称 高职 高级专业技术职务 高级专业技术人员 高级专技 高级技术职称`,
  '411': '正高 正高级 正高职称 正高级职称 正高级专业技术职务 教授级 研究员级',
  '412': '副高 副高级 副高职称 副高级职称 副高级专业技术职务 副教授级',
  '420': '中级 中级职称 中职 中级专业技术职务 中级专业技术人员 中级专技 中级技术职称',
  '430': '初级 初级职称 初级专业技术职务 初级专业技术人员 初级专技',
  '434': '助理级 助理级职称 助级 初级助理级',
  '435': '员级 员级职称 技术员级',
  '499': '未定职称 无职称 未评职称',
}

/** 职级 of the civil service since 2019 (《公务员职务与职级并行规定》第七条), highest first. */
export const civilServiceGrades = [
  '一级巡视员',
  '二级巡视员',
  '一级调研员',
  '二级调研员',
  '三级调研员',
  '四级调研员',
  '一级主任科员',
  '二级主任科员',
  '三级主任科员',
  '四级主任科员',
  '一级科员',
  '二级科员',
] as const
