import { labelOf, optionsOf, type CodeSetName } from '../codes.ts'
import { citizenIdOf } from '../citizenId.ts'
import { fieldOf, isFieldKey } from '../fields.ts'
import type { Kind } from '../fields/field.ts'
import { tags } from '../tag.ts'
import { titleOfKey, type ImportKind } from './mapping.ts'
import type { ImportKey } from './titles.ts'

/** A column of the empty form, and how to fill it. */
export interface TemplateColumn {
  readonly key: ImportKey
  readonly title: string
  readonly required: boolean
  readonly how: string
  /** What a drop-down list offers; empty for free text. */
  readonly options: readonly string[]
  readonly example: string
  readonly isMoney: boolean
}

const keysOf: Readonly<Record<ImportKind, readonly ImportKey[]>> = {
  roster: [
    ...(['fullName', 'gender', 'idNumber', 'birthArchive', 'birthCelebrated'] as const),
    ...(['ethnicity', 'nativePlace', 'maritalStatus', 'education', 'politicalStatus'] as const),
    ...(['retirementCategory', 'workStart', 'revolutionJoin', 'retiredOn'] as const),
    ...(['lastUnitAndPost', 'rankAtRetirement', 'currentTreatment', 'isLeader'] as const),
    ...(['isMilitaryTransfer', 'formerUnit', 'payingUnit', 'managingUnit'] as const),
    ...(['community', 'branch', 'partyJoined', 'partyFull', 'mobile', 'landline'] as const),
    ...(['residenceAddress', 'livingArrangement', 'livesElsewhere', 'seasonalStays'] as const),
    ...(['spouseName', 'spousePhone', 'emergencyContactName', 'emergencyContactPhone'] as const),
    ...(['emergencyContactRelation', 'healthStatus', 'selfCareLevel'] as const),
    ...(['designatedHospital', 'monthlyPensionFen', 'honours', 'tags', 'skills'] as const),
    ...(['willingToContribute', 'remark'] as const),
  ],
  members: [
    ...(['fullName', 'gender', 'idNumber', 'birthArchive', 'ethnicity', 'education'] as const),
    ...(['partyJoined', 'partyFull', 'branch', 'partyPost', 'duesBaseFen'] as const),
    ...(['participationMode', 'membershipState', 'mobile', 'residenceAddress', 'remark'] as const),
  ],
}

/** The columns of the empty form of a roster or of a register of members, in order. */
export function templateColumns(kind: ImportKind): readonly TemplateColumn[] {
  return keysOf[kind].map((key) => {
    const options = choicesOf(key)
    return {
      key,
      title: titleOfKey(key),
      required: key === 'fullName' || key === 'idNumber',
      how: ways[key] ?? wayOf(key),
      options,
      example: examples[key] ?? options[0] ?? '',
      isMoney: kindOf(key) === 'money',
    }
  })
}

function kindOf(key: ImportKey): Kind | undefined {
  return isFieldKey(key) ? fieldOf(key).kind : undefined
}

function choicesOf(key: ImportKey): readonly string[] {
  if (kindOf(key) === 'bool') return ['是', '否']
  const set = setOf(key)
  return set ? optionsOf(set).map(({ code }) => labelOf(set, code)) : []
}

function setOf(key: ImportKey): CodeSetName | undefined {
  if (key === 'emergencyContactRelation') return 'relation'
  return isFieldKey(key) ? fieldOf(key).codeSet : undefined
}

function wayOf(key: ImportKey): string {
  const kind = kindOf(key)
  if (kind === 'partialDate') return '年月日、年月或只有年；不知道月日的不要编'
  if (kind === 'money') return '只填数字，单位为元'
  if (kind === 'bool') return '是或否；不清楚的空着'
  return choicesOf(key).length > 0 ? '从下拉列表选' : '按实际填写，没有的空着'
}

const ways: Readonly<Partial<Record<ImportKey, string>>> = {
  fullName: '与身份证一致；少数民族姓名的间隔号写“·”',
  idNumber: '18 位；这一列已设为文本，请勿改成数字，以免末几位变成 0',
  birthArchive: '以档案认定的为准，年月日、年月或只有年',
  birthCelebrated: '老同志过农历生日的才填；闰月写“闰四月初六”',
  revolutionJoin: '1949年9月30日以前参加革命工作的才填',
  retirementCategory: '离休、退休等，从下拉列表选',
  formerUnit: '单位全称；系统里没有的名称，导入时再对应或新建',
  mobile: '本人的号码；有两个的用顿号隔开',
  seasonalStays: '每年去外地住几个月的才填；多处用分号隔开',
  honours: '名称（时间）；多项用分号隔开',
  tags: `可填：${Object.values(tags).join('、')}；多项用顿号隔开`,
}

const examples: Readonly<Partial<Record<ImportKey, string>>> = {
  fullName: '张国华',
  gender: '男',
  idNumber: citizenIdOf('990101', '1948-03-12', 851),
  birthArchive: '1948年3月12日',
  birthCelebrated: '二月初三',
  ethnicity: '汉族',
  nativePlace: '示范县',
  maritalStatus: '已婚',
  education: '大学本科',
  politicalStatus: '中共党员',
  retirementCategory: '退休',
  workStart: '1968年9月',
  retiredOn: '2008年4月',
  lastUnitAndPost: '示范县水务局 副局长',
  rankAtRetirement: '乡科级副职',
  currentTreatment: '乡科级副职',
  isLeader: '是',
  isMilitaryTransfer: '否',
  formerUnit: '示范县水务局',
  payingUnit: '示范县水务局',
  managingUnit: '示范县水务局',
  community: '银杏街社区',
  branch: '县直机关离退休第一党支部',
  partyJoined: '1972年7月',
  partyFull: '1973年7月',
  partyPost: '组织委员',
  duesBaseFen: '4321.00',
  mobile: '19999000001',
  landline: '0999-9900001',
  residenceAddress: '示范县银杏街 8 号',
  livingArrangement: '与配偶',
  livesElsewhere: '否',
  seasonalStays: '南方沿海城市 11月至次年3月',
  spouseName: '李秀兰',
  spousePhone: '19999000002',
  emergencyContactName: '张晓东',
  emergencyContactPhone: '19999000003',
  emergencyContactRelation: '子',
  designatedHospital: '示范县人民医院',
  monthlyPensionFen: '6842.50',
  honours: '县劳动模范（1986）；县优秀党员（1990年7月）',
  tags: '空巢、行动不便',
  skills: '书法',
  willingToContribute: '是',
}
