import { bool, code, int, json, partialDate, text } from './field.ts'

/** 基本信息. The archive's birth date counts for retirement, rank and statistics (组通字〔2006〕41号). */
export const basicFields = [
  text('fileNo', '档案卡号', 'S1 U', 20),
  text('fullName', '姓名', 'S1 U', 60, { required: true }),
  text('formerName', '曾用名', 'S2 U', 60),
  code('gender', '性别', 'S1 U', { whenBlank: '0' }),
  code('idType', '证件类型', 'S1 U', { whenBlank: 'citizenId' }),
  text('idNumber', '证件号码', 'S3 U', 40),
  partialDate('birthArchive', '出生日期（档案）', 'S2 U'),
  json('birthCelebrated', '过生日的日子', 'S2 R'),
  code('ethnicity', '民族', 'S1 U'),
  text('nativePlace', '籍贯', 'S2 U', 60),
  text('birthPlace', '出生地', 'S2 U', 60),
  code('maritalStatus', '婚姻状况', 'S2 R'),
] as const

/** 身份. */
export const standingFields = [
  code('education', '学历', 'S1 U'),
  text('degree', '学位', 'S1 U', 40),
  text('professionalTitle', '专业技术职务', 'S1 U', 60),
  code('politicalStatus', '政治面貌', 'S1 O'),
  bool('isMilitaryTransfer', '军队转业干部', 'S1 U'),
  json('honours', '荣誉', 'S1 U'),
] as const

/** 离退休. */
export const retirementFields = [
  code('retirementCategory', '离退休类别', 'S1 U', { required: true, exportCode: 'A3101' }),
  code('retirementNature', '离退休方式', 'S1 U'),
  partialDate('workStart', '参加工作时间', 'S1 U'),
  partialDate('revolutionJoin', '参加革命工作时间', 'S1 U'),
  int('originalRetirementAge', '原法定退休年龄', 'S1 U', '周岁', {
    codeSet: 'originalRetirementAge',
  }),
  partialDate('retiredOn', '离退休时间', 'S1 U', { exportCode: 'A3104' }),
  text('retirementApprovalNo', '离退休批准文号', 'S1 U', 60, { exportCode: 'A3137' }),
  int('serviceBreakMonths', '中断工作月数', 'S1 U', '个月', { max: 600 }),
  text('lastUnitAndPost', '原单位及职务', 'S1 U', 120),
] as const

/** 职务待遇. Rank at retirement and treatment enjoyed now are two facts, each with its own document. */
export const treatmentFields = [
  text('highestPost', '曾任最高职务', 'S1 U', 120, { exportCode: 'A3118' }),
  bool('isLeader', '曾任领导职务', 'S1 U'),
  bool('isKeyPost', '曾在重要岗位', 'S1 U'),
  code('rankAtRetirement', '离退休前级别', 'S1 U', { codeSet: 'rank', exportCode: 'A3107' }),
  text('gradeAtRetirement', '离退休前职级', 'S1 U', 40),
  code('currentTreatment', '现享受待遇', 'S1 B', { codeSet: 'treatment' }),
  code('treatmentScope', '待遇范围', 'S1 B'),
  partialDate('treatmentApprovedOn', '待遇批准时间', 'S1 B'),
  text('treatmentApprovedNo', '待遇批准文号', 'S1 B', 60),
  text('medicalTreatment', '享受医疗待遇', 'S2 B', 60),
] as const

/** 单位管理. The five ties to organisations are dated rows of their own. */
export const managementFields = [
  code('managementTier', '管理层级', 'S1 B'),
  code('unitNature', '单位性质', 'S1 B'),
  bool('countsInStatistics', '列入统计', 'S1 B', { whenBlank: true }),
  code('resettlement', '安置情况', 'S1 U'),
  text('resettlementPlace', '安置地', 'S2 U', 60),
] as const
