import type { SheetGroup, SheetItem } from '#src/documents/sheet.ts'
import { labelOf } from '#src/roster/codes.ts'
import { showValue, type FieldKey } from '#src/roster/fields.ts'
import { partyTable, type Party } from './party.ts'

export const cardKinds = {
  /** 建档立卡 (requirements C01-10): circumstances, and needs with their state. */
  service: '服务卡',
  /** 四位一体、五方责任 (requirements C02-01, C02-02): who answers for what, and what is missing. */
  responsibility: '责任卡',
} as const
export type CardKind = keyof typeof cardKinds

export interface Need {
  readonly what: string
  /** YYYY-MM-DD; null when nothing sets a day. */
  readonly dueOn: string | null
  readonly who: string
  readonly state: string
}

/** What a card shows of one person: only what the post may take away on paper. */
export interface CardFacts {
  readonly id: number
  readonly values: Readonly<Partial<Record<FieldKey, unknown>>>
  readonly age: number | null
  readonly contacts: readonly {
    readonly name: string
    readonly relation: string
    readonly phone: string | null
  }[]
  readonly parties: readonly Party[]
  readonly needs: readonly Need[]
}

const mostNeeds = 6
const writtenByHand = 2

/** The blocks of a card; a service card ends with lines to write on. */
export function cardGroups(kind: CardKind, facts: CardFacts): SheetGroup[] {
  const person = { title: '本人', items: personItems(facts) }
  if (kind === 'responsibility') return [person, partyTable(facts.parties)]
  return [person, { title: '生活', items: lifeItems(facts) }, needsTable(facts.needs)]
}

function personItems({ values, age }: CardFacts): SheetItem[] {
  return [
    item(values, 'fullName'),
    { label: '年龄', value: age === null ? '' : `${age}周岁` },
    item(values, 'gender'),
    item(values, 'retirementCategory'),
    item(values, 'lastUnitAndPost', 3),
  ]
}

function lifeItems(facts: CardFacts): SheetItem[] {
  const { values, contacts } = facts
  const family = contacts.map(({ name, relation, phone }) =>
    [`${name}（${labelOf('relation', relation)}）`, phone].filter(Boolean).join(' '),
  )
  const wide = [
    item(values, 'residenceAddress', 3),
    item(values, 'seasonalStays', 3),
    { label: '家属', value: family.join('；'), span: 3 as const },
    item(values, 'skills', 3),
    item(values, 'dietaryPreference', 3),
  ]
  return [
    item(values, 'livingArrangement'),
    item(values, 'mobile'),
    ...wide.filter(({ value }) => value !== ''),
  ]
}

function item(values: CardFacts['values'], key: FieldKey, span: 1 | 3 = 1): SheetItem {
  return { label: labels[key] ?? '', value: showValue(key, values[key]), span }
}

const labels: Readonly<Partial<Record<FieldKey, string>>> = {
  fullName: '姓名',
  gender: '性别',
  retirementCategory: '类别',
  lastUnitAndPost: '原单位职务',
  residenceAddress: '住址',
  livingArrangement: '居住状况',
  mobile: '电话',
  seasonalStays: '候鸟居住',
  skills: '特长',
  dietaryPreference: '饮食与礼俗',
}

function needsTable(needs: readonly Need[]): SheetGroup {
  const shown = needs.slice(0, mostNeeds).map(({ what, dueOn, who, state }) => {
    return [what, dueOn ?? '', who, state]
  })
  const more = needs.length - shown.length
  return {
    title: '所需所盼与办理',
    columns: [
      { title: '事项', width: '2fr' },
      { title: '期限', width: '32mm' },
      { title: '承办', width: '1.6fr' },
      { title: '状态', width: '20mm' },
    ],
    rows: [
      ...shown,
      ...(more > 0 ? [[`另有 ${more} 项，见系统`, '', '', '']] : []),
      ...Array.from({ length: writtenByHand }, () => ['', '', '', '']),
    ],
  }
}
