import type { FieldKey } from '../fields.ts'

export const tieKinds = ['formerUnit', 'payingUnit', 'managingUnit', 'community', 'branch'] as const
export type TieKind = (typeof tieKinds)[number]

export function isTieKind(key: string): key is TieKind {
  return (tieKinds as readonly string[]).includes(key)
}

const contactKeys = [
  'emergencyContactName',
  'emergencyContactPhone',
  'emergencyContactRelation',
  'spouseName',
  'spousePhone',
  'childName',
  'childPhone',
] as const
export type ContactKey = (typeof contactKeys)[number]

/** What a column can be: a field of the master record, a tie, a contact, or an event of life. */
export type ImportKey = FieldKey | TieKind | ContactKey | 'tags' | 'lifeStatus' | 'diedOn'

export const extraTitles: Readonly<Record<Exclude<ImportKey, FieldKey>, string>> = {
  formerUnit: '原单位',
  payingUnit: '供养单位',
  managingUnit: '现管单位',
  community: '所属社区',
  branch: '所在党支部',
  emergencyContactName: '紧急联系人',
  emergencyContactPhone: '紧急联系人电话',
  emergencyContactRelation: '紧急联系人关系',
  spouseName: '配偶姓名',
  spousePhone: '配偶电话',
  childName: '家属姓名',
  childPhone: '家属电话',
  tags: '特殊情况',
  lifeStatus: '在世状态',
  diedOn: '去世时间',
}

/** Column names in use in offices, beside the field's own title. Spaces and brackets do not matter. */
export const titleWords: Readonly<Partial<Record<ImportKey, string>>> = {
  fileNo: '卡号 档案编号 档案号 人员编号 干部编号 人员编码 建档卡号 档案卡编号',
  fullName:
    '名字 人员姓名 干部姓名 老干部姓名 离退休人员姓名 党员姓名 老同志姓名 本人姓名 退休人员姓名 离退休干部姓名 姓名中文 真实姓名 职工姓名 离休干部姓名 退休干部姓名',
  formerName: '别名 原名 曾用姓名',
  gender: '男女 性別',
  idType: '证件种类 证件名称 证件类别',
  idNumber:
    '身份证号码 身份证号 公民身份号码 公民身份证号码 身份证 居民身份证号码 证件号 身份证件号码 居民身份证号 身份证编号 身份号码 居民身份证 公民身份证号 身份证号码18位 身份证号18位 有效证件号码 公民身份证 身份证码',
  birthArchive:
    '出生年月 出生日期 生日 出生年月日 出生时间 出生 档案出生日期 档案出生年月 生年月日 出生日 生年月 公历生日 阳历生日 出生年月档案 出生日期公历 出生日期阳历 公历出生日期 出生年月公历 出生日期年月日',
  birthCelebrated:
    '农历生日 阴历生日 农历出生日期 生日农历 出生日期农历 阴历出生日期 出生日期阴历 农历出生年月 庆生日期 生日阴历',
  ethnicity: '族别 民族成分',
  nativePlace: '祖籍 原籍',
  birthPlace: '出生地点',
  maritalStatus: '婚姻 婚否 婚姻情况 婚况 婚姻状态',
  education: '文化程度 最高学历 文化水平 全日制学历 教育程度 学历层次',
  degree: '最高学位',
  professionalTitle: '职称 专业技术职称 技术职称 专业职称 专技职务 职称等级 职称级别 专业技术资格',
  politicalStatus: '党派 政治身份 政治面目 党员类别 是否党员 是否中共党员 党员身份 党员类型',
  honours:
    '荣誉情况 荣誉称号 获得荣誉 所获荣誉 获得荣誉称号 获得荣誉情况 曾获荣誉 主要荣誉 表彰奖励 表彰情况 受表彰情况 获奖情况 奖励情况 立功受奖情况',
  isMilitaryTransfer: '是否军转 军转干部 军转 是否军队转业 是否军转干部 是否军队转业干部',
  retirementCategory:
    '类别 人员类别 离退类别 离休退休 离退休种类 退休类别 干部类别 身份类别 离退休 离退休身份 人员类型 离退别 离退休情况类别 离退休干部类别 离退休人员类别 离或退休 离退 人员性质',
  retirementNature: '退休性质 退休方式 退休种类 退休原因 退休类型 退休形式 离退休性质 离退休形式',
  workStart:
    '参加工作年月 工作时间 参加工作日期 参工时间 参加工作 何时参加工作 参工年月 参加工作年月日 首次参加工作时间 参工日期 工作起始时间 起始工作时间',
  revolutionJoin:
    '参加革命时间 参加革命工作年月 参加革命工作日期 参加革命年月 参革时间 何时参加革命工作 参加革命日期 参加革命工作 革命工作时间 参加革命工作年月日 入伍参加革命时间',
  originalRetirementAge: '法定退休年龄',
  retiredOn:
    '退休时间 离休时间 离退休日期 退休日期 离退时间 退休年月 离退休年月 离退年月 离休日期 离休年月 批准退休时间 离退休批准时间 离退批准时间 退休批准时间 何时退休 办理退休时间 何时离退休 离退日期 离退休年月日 退休年月日 离岗退休时间',
  retirementApprovalNo: '批准文号 退休批准文号 退休文号 离退批准文号 退休文件号 离退休文号',
  serviceBreakMonths: '中断月数',
  lastUnitAndPost:
    '原工作单位及职务 单位及职务 原单位职务 退休前单位及职务 离退休前单位及职务 工作单位及职务 原任职务 退休前职务 离退休前职务 原职务 职务 离退休时职务 退休时职务 行政职务 离休前职务 原单位及职务职称 单位职务 退休时单位及职务 离退休时单位及职务',
  highestPost: '最高职务 曾任职务',
  isLeader: '是否曾任领导职务 是否领导干部 是否领导 领导干部',
  isKeyPost: '是否重要岗位 重要岗位',
  rankAtRetirement:
    '职级 级别 行政级别 职务级别 离退休前级别 退休前级别 职务层次 原级别 退休时级别 离退休时级别 干部级别 职务职级 离退前级别 原职级 退休前职级 离退休前职级别 离退休职级 行政职级 退休职级 退休级别 离退休级别 原职务级别 职务或职级 原行政级别',
  gradeAtRetirement: '公务员职级 套改职级 职级并行职级 离退休前职级',
  currentTreatment:
    '享受待遇 待遇级别 享受待遇级别 现享受级别 现待遇 待遇 享受级别 现享受职级待遇 享受何种待遇 级别待遇 享受职级待遇 享受待遇情况 现享受待遇级别 现享受何种待遇 享受何待遇 职级待遇 现级别待遇',
  treatmentScope: '',
  treatmentApprovedOn: '享受待遇时间 待遇批准日期 享受待遇批准时间',
  treatmentApprovedNo: '享受待遇批准文号',
  medicalTreatment: '医疗待遇 医疗待遇级别',
  managementTier: '管理级别 管理权限 干部管理层级',
  unitNature: '单位类别 单位类型 单位属性',
  countsInStatistics: '是否统计 统计标志 是否列入统计',
  resettlement: '安置方式 安置类型 安置 易地安置 是否易地安置 异地安置',
  resettlementPlace: '安置地点 易地安置地 易地安置地点',
  householdRegion: '户籍行政区划 户籍地区',
  householdAddress: '户口所在地 户籍所在地 户口地址 户籍 户籍住址 户口住址 户口所在地址',
  residenceRegion: '居住地区 现居住地区',
  residenceAddress:
    '家庭住址 住址 现住址 家庭地址 居住地址 详细住址 通讯地址 联系地址 现家庭住址 常住地址 居住地 现居住地 家庭详细住址 住所 详细地址 地址 现住地址 居住住址 现居住地 现居住住址 家庭住址详细 通信地址 现居住详细地址 家庭现住址 现居地址 居住地点 家庭住所',
  seasonalStays:
    '候鸟 候鸟情况 候鸟式居住 候鸟居住情况 季节性居住 季节居住 季节性居住地 候鸟居住地',
  livesElsewhere: '是否异地居住 异地居住 是否异地',
  livingArrangement: '居住情况 居住方式 居住类型 居住形式 家庭居住情况 居住现状',
  mobile:
    '联系电话 手机号码 手机号 电话 移动电话 联系方式 电话号码 本人电话 联系手机 本人手机 联系号码 常用电话 本人联系电话 联系电话手机 手机电话 手机联系电话 联系电话号码 本人手机号 手机或电话 移动电话号码 联系手机号 电话手机',
  landline:
    '住宅电话 家庭电话 座机 宅电 固话 家庭固话 座机号码 住宅固话 固定电话号码 电话宅 座机电话',
  otherPhones: '备用电话 其他联系电话 第二联系电话 备用联系电话 其它电话',
  healthStatus: '身体状况 健康情况 身体健康状况 身体情况 健康 身体健康情况 目前身体状况 身体健康',
  selfCareLevel:
    '生活自理能力 自理情况 生活自理情况 失能情况 能否自理 生活能否自理 自理程度 失能等级',
  chronicDiseases:
    '慢病 患病情况 疾病情况 主要疾病 基础疾病 疾病史 既往病史 病史 患何疾病 所患疾病 慢性病情况',
  allergies: '药物过敏 药物过敏史',
  designatedHospital: '就医医院 医保定点医院 定点医疗机构',
  familyDoctor: '签约医生 签约家庭医生 家庭签约医生',
  pensionBaseFen: '基本退休费 基本离休费',
  monthlyPensionFen:
    '养老金 离退休费 退休费 月退休费 养老金月额 月离退休费 退休金 月养老金额 每月养老金 离休费 月养老金 月退休金 退休金额 养老金额 月离休费 每月退休金 离退休金 月均养老金 月基本养老金 养老金月 月收入',
  partyJoined:
    '入党日期 入党年月 何时入党 加入党组织时间 加入中国共产党时间 入党年月日 加入党组织日期 入党 加入中共时间 入党时间年月日 加入中国共产党日期',
  partyFull:
    '转正日期 转为正式党员时间 转正年月 转为正式党员日期 转正 成为正式党员时间 预备期满转正时间 转为正式党员年月',
  partyPost: '支部职务 党组织职务 党支部职务 支部内职务',
  duesBaseFen:
    '党费基数 计费基数 党费缴纳基数 缴费基数 交纳党费基数 党费计缴基数 缴纳党费基数 党费交纳基数 党费核算基数 计缴基数 党费基数元 月党费基数',
  participationMode: '组织生活方式 参加组织生活情况 参加组织生活',
  membershipState: '党员状态 党籍情况 党籍 是否流动党员 流动状态',
  skills: '专长 业务专长 特长爱好 专业特长',
  interests: '爱好 兴趣 爱好特长 兴趣特长',
  willingToContribute: '是否愿意发挥作用 发挥作用意愿 愿否发挥作用',
  dietaryPreference: '饮食习惯 饮食偏好 饮食禁忌',
  remark: '说明 备考 其他 其他情况 备注说明 其它 需要说明的情况 备注栏 附注 其他说明',
  formerUnit:
    '工作单位 单位 所在单位 单位名称 原工作单位 退休前单位 离退休前单位 退休单位 离退休单位 所属单位 原所在单位 退休前工作单位 离退休前工作单位 隶属单位 部门 所在部门 部门单位 工作部门 离退休时单位 退休时单位 原单位名称 单位全称 离休前单位 离退休前所在单位 退休前所在单位 原属单位 部门名称',
  payingUnit:
    '发放单位 供给单位 经费供给单位 工资发放单位 养老金发放单位 供养关系所在单位 供养关系 待遇发放单位',
  managingUnit:
    '管理单位 现管理单位 服务管理单位 管理服务单位 主管单位 现所在单位 归口管理单位 代管单位 离退休后管理单位 离退后管理单位 现单位 主管部门 管理部门 归口单位',
  community:
    '社区 所在社区 居住社区 社区名称 现居住社区 社区村 所在社区村 居住地社区 村社区 所属村社区 所在村社区 居住地所属社区 现居社区 属地社区 报到社区 所属社区村 居住所在社区 居委会 所属居委会',
  branch:
    '党支部 支部 所属党支部 所在支部 支部名称 党组织 所在党组织 党支部名称 所属支部 组织关系所在支部 组织关系所在党支部 党组织关系 组织关系 所属党组织 组织关系所在地 党组织名称 组织关系所在党组织 所在党支部名称 组织隶属 隶属党支部 党员所在支部 组织关系所在单位 党组织关系所在地 组织关系所在党支部名称',
  tags: '特殊困难 困难情况 特殊情况标签 困难类型 特困情况 特殊困难情况 特殊群体 特殊类型',
  lifeStatus: '是否健在 生存状态 健在情况 是否在世',
  diedOn: '去世日期 逝世时间 死亡时间 逝世日期 去世年月 死亡日期 病故时间',
}

/** Columns that the system counts or works out itself, or that only paper needs. */
export const ignoredTitles =
  '序号 编号 序 号 年龄 周岁 现龄 实足年龄 年龄岁 党龄 党龄年 工龄 连续工龄 工作年限 工龄年 虚岁 照片 相片 签名 签字 本人签字 签收 领取签字 签名章 签到 党费 应缴党费 应交党费 月缴党费 月应缴党费 每月应缴党费 月应交党费 每月应交党费 党费标准 实缴党费 月党费 应缴党费元 每月党费 月缴纳党费 月交纳党费 应缴月党费 身份证出生日期 身份证出生年月 出生日期身份证 革命时期 参加革命工作时期 参加革命时期 属相 生肖 no 行号 顺序号 姓名拼音 拼音 党费比例 缴费比例 计费比例 交纳比例 缴纳比例 党费缴纳比例 缴纳标准 人数 错误说明 检查结果 校验结果 问题说明'.split(
    ' ',
  )
