/** 离退休类别: on 离休 see 国发〔1982〕62号; 建国前老工人 is a class kept locally. */
export const retirementCategories = {
  lixiu: '离休',
  tuixiu: '退休',
  resignedWithPension: '退职',
  pre1949Worker: '建国前老工人',
} as const

export const retirementCategoryWords = {
  lixiu: '离休干部 离休人员 离休老干部 离职休养 离休老同志 离',
  tuixiu:
    '退休干部 退休人员 退休职工 退休老干部 一般退休干部 退休工人 退休教师 病退 提前退休 因病退休 退休老同志 正常退休 退',
  resignedWithPension: '退职人员 退职干部 退职职工',
  pre1949Worker:
    '建国前参加工作的老工人 建国前工人 建退工人 老工人 新中国成立前老工人 建国前参加革命工作的老工人 建国前参加工作老工人 建国前老职工 解放前老工人 建国前退休老工人',
}

/** 离休、退休类别，GB/T 14946.1-2009 A.62. */
export const retirementNatures = {
  '1': '离休',
  '2': '退休',
  '3': '退职',
  '4': '因病退休',
  '5': '特殊工种退休',
  '6': '工伤退休',
  '7': '工作年限满三十年退休',
  '8': '距退休年龄不足五年且工作年限满二十年退休',
  '9': '其他提前退休',
} as const

export const retirementNatureWords = {
  '1': '离休干部',
  '2': '正常退休 到龄退休 按时退休 一般退休干部 退休干部 法定退休 到达年龄退休',
  '3': '退职人员',
  '4': '病退 因病提前退休 因病丧失劳动能力退休 完全丧失工作能力退休 病休',
  '5': '特殊工种 特殊工种提前退休 特岗退休',
  '6': '因工致残退休 因公致残退休 工残退休 工伤',
  '7': '工作满三十年退休 工作满30年退休 工作年限满30年退休 满三十年退休 满30年 三十年退休',
  '8': '距退休年龄不足5年且工作年限满20年退休 距法定退休年龄不足五年且工作年限满二十年退休 不足五年满二十年退休',
  '9': '提前退休 自愿提前退休 政策性提前退休 提前离岗退休',
}

/** 原法定退休年龄, the driver of the delay of 2024 (not sex). Stored as a number of years. */
export const originalRetirementAges = { '50': '50周岁', '55': '55周岁', '60': '60周岁' } as const

export const originalRetirementAgeWords = {
  '50': '50岁 五十 五十周岁 五十岁 女工人',
  '55': '55岁 五十五 五十五周岁 五十五岁 女干部',
  '60': '60岁 六十 六十周岁 六十岁',
}

/** 待遇范围: whether the higher treatment holds in all or in one respect. */
export const treatmentScopes = { all: '全部', medical: '医疗', single: '单项' } as const

export const treatmentScopeWords = {
  all: '全部待遇 全享受 全面 政治生活待遇 政治和生活待遇 全额',
  medical: '医疗待遇 仅医疗 只享受医疗待遇 医疗单项',
  single: '单项待遇 部分 部分待遇 政治待遇 生活待遇 仅政治待遇 仅生活待遇',
}

/** 管理层级. */
export const managementTiers = {
  province: '省',
  city: '市',
  county: '县',
  unit: '单位',
} as const

export const managementTierWords = {
  province: '省级 省管 省管干部 省委管理 省直 自治区 省属 区直',
  city: '市级 市管 市管干部 市委管理 市直 地级市 州 市州 市属 盟市',
  county: '县级 县管 县管干部 县委管理 县直 区县 县区 县市区 区管 县属 旗县',
  unit: '单位管理 本单位 原单位 单位自管 主管单位 单位管理干部',
}

/** 单位性质, by independent accounting unit. */
export const unitNatures = {
  organ: '机关',
  publicInstitution: '事业',
  enterprise: '企业',
  other: '其他',
} as const

export const unitNatureWords = {
  organ:
    '机关单位 行政 行政机关 行政单位 党政机关 国家机关 参公 参公事业 参公单位 参照公务员法管理 公务员 群团 乡镇机关',
  publicInstitution:
    '事业单位 事业编 全额事业 差额事业 全额拨款 差额拨款 自收自支 公益一类 公益二类 全额拨款事业单位 差额拨款事业单位 自收自支事业单位',
  enterprise:
    '企业单位 国企 国有企业 国有 改制企业 破产企业 集体企业 国有控股 企业化管理 国有独资企业',
  other: '其它 其他单位 社会团体 社会组织',
}

/** 安置情况. */
export const resettlements = { local: '属地安置', elsewhere: '易地安置' } as const

export const resettlementWords = {
  local: '属地 就地 就地安置 本地 本地安置 当地安置 原地 原地安置 本县安置 否',
  elsewhere: '易地 异地 异地安置 外地安置 外地 跨省安置 省外安置 易地安置在外 是',
}
