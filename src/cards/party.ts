import type { SheetGroup } from '#src/documents/sheet.ts'
import { labelOf } from '#src/roster/codes.ts'

/** The five who answer for a person, in the order of the card. */
const partyRoles = {
  bureau: { title: '老干部工作部门', task: '统一管理、协调督办' },
  unit: { title: '所在单位', task: '日常服务、落实待遇' },
  community: { title: '居住社区', task: '上门探访、就近服务' },
  branch: { title: '党支部', task: '组织生活、关心帮助' },
  family: { title: '家庭', task: '日常照料、有事联系' },
} as const
export type PartyRole = keyof typeof partyRoles

/** One of the five: who it is, or what is missing. */
export interface Party {
  readonly role: PartyRole
  readonly name: string
  readonly person: string
  readonly phone: string
  /** What has still to be settled; empty when nothing. */
  readonly gap: string
}

interface Organisation {
  readonly name: string
  readonly inCharge: string | null
  readonly liaison: string | null
  readonly phone: string | null
}

const absent: Readonly<Record<Exclude<PartyRole, 'family'>, string>> = {
  bureau: '未登记管理部门',
  unit: '未登记现管单位',
  community: '未登记所属社区',
  branch: '未登记所在党支部',
}

/** An organisation that answers for the person; one without a contact is a gap as well. */
export function orgParty(
  role: Exclude<PartyRole, 'family'>,
  org: Organisation | undefined,
  owed = true,
): Party {
  if (!org) {
    const name = owed ? '' : '不适用'
    return { role, name, person: '', phone: '', gap: owed ? absent[role] : '' }
  }
  const person = org.liaison ?? org.inCharge ?? ''
  const gap = person ? '' : `${partyRoles[role].title}未明确联系人`
  return { role, name: org.name, person, phone: org.phone ?? '', gap }
}

interface Relative {
  readonly name: string
  readonly relation: string
  readonly phone: string | null
  readonly isEmergency: boolean
  readonly consented: boolean
}

/** The relative whom to call, named only with consent (个人信息保护法 Art. 13). */
export function familyParty(relatives: readonly Relative[]): Party {
  const none = { role: 'family', name: '', person: '', phone: '' } as const
  if (relatives.length === 0) return { ...none, gap: '未登记家属或紧急联系人' }
  const willing = relatives.filter(({ consented }) => consented)
  const chosen = willing.find(({ isEmergency }) => isEmergency) ?? willing[0]
  if (!chosen) return { ...none, gap: '家属还没有同意留下姓名和电话' }
  const { name, relation, phone } = chosen
  const gap = phone ? '' : '没有家属电话'
  return { ...none, name: labelOf('relation', relation), person: name, phone: phone ?? '', gap }
}

/** The gaps of a person, in the order of the card. */
export function gapsOf(parties: readonly Party[]): string[] {
  return parties.map(({ gap }) => gap).filter(Boolean)
}

/** Who answers for the person, a line for each party, as the card prints it. */
export function partyTable(parties: readonly Party[]): SheetGroup {
  return {
    title: '各方责任',
    columns: [
      { title: '责任方', width: '40mm' },
      { title: '单位或关系', width: '1.4fr' },
      { title: '联系人', width: '1fr' },
      { title: '电话', width: '38mm' },
      { title: '负责', width: '1.2fr' },
    ],
    rows: parties.map(({ role, name, person, phone, gap }) => {
      const { title, task } = partyRoles[role]
      return [title, name || (gap && '【缺】'), person || (name && gap && '【缺】'), phone, task]
    }),
  }
}
