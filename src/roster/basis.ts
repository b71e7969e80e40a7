import { fields, type FieldKey } from './fields.ts'

interface Basis {
  readonly title: string
  /** The article that carries it. */
  readonly law: string
  /** Why the office needs what rests on it. */
  readonly why: string
  /** The purpose that a separate consent must name; absent where the law itself obliges the office. */
  readonly consent?: ConsentPurpose
}

/** What a person is asked separately, each by itself (个人信息保护法 Arts. 14, 25, 29). */
export const consentPurposes = {
  healthDetail: {
    title: '健康详情',
    asks: '登记慢性病和过敏史，用于走访关心、协助就医和遇险救助',
    refused: '不登记这两项。走访、待遇、就医报销和一键呼叫照常，不受影响',
    law: '个人信息保护法第二十八条、第二十九条',
  },
  publication: {
    title: '公开事迹',
    asks: '在宣传栏、网站或刊物上公开姓名、照片和事迹',
    refused: '不公开。参加活动和享受服务照常，不受影响',
    law: '个人信息保护法第二十五条',
  },
} as const
export type ConsentPurpose = keyof typeof consentPurposes
export const consentCodes = Object.keys(consentPurposes) as ConsentPurpose[]

const duty = '个人信息保护法第十三条第一款第三项、第三十四条'

/** On what ground sensitive information is held: a duty of the office by law, or separate consent. */
export const bases = {
  identity: {
    title: '法定职责',
    law: `${duty}；公务员法第九十二条至第九十五条`,
    why: '认定本人，办理退休待遇、去世抚恤和重复建档核对',
  },
  care: {
    title: '法定职责',
    law: `${duty}；公务员法第九十五条：国家为退休公务员的生活和健康提供必要的服务和帮助`,
    why: '确定走访、陪护和体检等必要的服务',
  },
  pay: {
    title: '法定职责',
    law: `${duty}；公务员法第九十五条：享受国家规定的养老金和其他待遇`,
    why: '核发、核对离退休待遇',
  },
  dues: {
    title: '法定义务',
    law: `${duty}；中组发〔2008〕3 号党费收缴、使用和管理的规定`,
    why: '计算和收缴党费',
  },
  healthConsent: {
    title: '单独同意',
    law: '个人信息保护法第十三条第一款第一项、第二十九条',
    why: '走访关心、协助就医、遇险救助时心中有数',
    consent: 'healthDetail',
  },
} as const satisfies Record<string, Basis>
export type BasisId = keyof typeof bases

const basisOfField: Partial<Record<FieldKey, BasisId>> = {
  idNumber: 'identity',
  healthStatus: 'care',
  selfCareLevel: 'care',
  chronicDiseases: 'healthConsent',
  allergies: 'healthConsent',
  pensionBaseFen: 'pay',
  monthlyPensionFen: 'pay',
  duesBaseFen: 'dues',
}

/** The ground on which a sensitive field is held; undefined for fields that are not sensitive. */
export function basisOf(key: FieldKey): BasisId | undefined {
  return basisOfField[key]
}

export function basisRule(id: BasisId): Basis {
  return bases[id]
}

/** The fields that go when a consent is refused or withdrawn. */
export function fieldsOn(purpose: ConsentPurpose): FieldKey[] {
  return fields
    .map(({ key }) => key)
    .filter((key) => {
      const basis = basisOf(key)
      return basis !== undefined && basisRule(basis).consent === purpose
    })
}
