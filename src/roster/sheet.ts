import { formatDay } from '#src/kernel/day.ts'
import { kindsOfTie, tieKinds, type TieKind } from '#src/orgs/org.ts'
import type { SheetGroup, SheetItem } from '#src/documents/sheet.ts'
import { labelOf } from './codes.ts'
import {
  fieldGroups,
  fieldsIn,
  showValue,
  type FieldGroup,
  type FieldKey,
  type RetireeField,
} from './fields.ts'
import { tags, type TagCode } from './tag.ts'

/** What a printed record shows: the record as the reader may see it, numbers in part. */
export interface SheetFacts {
  readonly values: { readonly [K in FieldKey]?: unknown }
  readonly derived: {
    readonly age: number | null
    readonly lunarBirth: string | null
    readonly partyAge: number | null
    readonly serviceYears: number | null
  }
  readonly ties: readonly {
    readonly kind: TieKind
    readonly name: string
    readonly validFrom: string
    readonly validTo: string | null
  }[]
  readonly tags: readonly { readonly code: string; readonly fromOn: string }[]
  readonly contacts: readonly {
    readonly name: string
    readonly relation: string
    readonly phone: string | null
    readonly isEmergency: boolean
  }[]
}

/** Fields that stand in tables of their own, or say nothing on paper. */
const apart: readonly FieldKey[] = ['honours', 'countsInStatistics', 'idType']

/** The groups of a printed record sheet; groups with nothing in them are left out. */
export function sheetGroups(facts: SheetFacts): SheetGroup[] {
  const groups = (Object.keys(fieldGroups) as FieldGroup[]).map((group) => ({
    title: fieldGroups[group],
    items: itemsOf(facts, group),
  }))
  const tables = [tieTable(facts), tagTable(facts), contactTable(facts), honourTable(facts)]
  return [
    ...groups.filter(({ items }) => items.length > 0),
    ...tables.filter(({ rows }) => rows.length > 0),
  ]
}

function itemsOf(facts: SheetFacts, group: FieldGroup): SheetItem[] {
  const items = fieldsIn(group)
    .filter(({ key }) => !apart.includes(key))
    .map((field) => itemOf(facts, field))
  return [...items, ...derivedItems(facts, group)].filter(({ value }) => value !== '')
}

function itemOf({ values }: SheetFacts, { key, title, kind, maxLength = 0 }: RetireeField) {
  const value = showValue(key, values[key])
  if (kind === 'bool' && value === '否') return { label: title, value: '' }
  const span = maxLength >= 200 || kind === 'json' ? 3 : value.length > 12 ? 2 : 1
  return { label: title, value, span } as const
}

function derivedItems({ derived }: SheetFacts, group: FieldGroup): SheetItem[] {
  const years = (label: string, value: number | null, unit: string) => {
    return { label, value: value === null ? '' : `${value}${unit}` }
  }
  if (group === 'basic')
    return [
      years('年龄', derived.age, '周岁'),
      { label: '农历生日', value: derived.lunarBirth ?? '' },
    ]
  if (group === 'retirement') return [years('工龄', derived.serviceYears, '年')]
  return group === 'party' ? [years('党龄', derived.partyAge, '年')] : []
}

function tieTable({ ties }: SheetFacts) {
  const current = (Object.keys(kindsOfTie) as TieKind[]).flatMap((kind) =>
    ties.filter((tie) => tie.kind === kind && tie.validTo === null),
  )
  return {
    title: '归属',
    columns: [
      { title: '归属', width: '24mm' as const },
      { title: '机构', width: '1fr' as const },
      { title: '自何日起', width: '36mm' as const },
    ],
    rows: current.map(({ kind, name, validFrom }) => [tieKinds[kind], name, formatDay(validFrom)]),
  }
}

function tagTable({ tags: held }: SheetFacts) {
  return {
    title: '特殊情况',
    columns: [
      { title: '情况', width: '1fr' as const },
      { title: '自何日起', width: '36mm' as const },
    ],
    rows: held.map(({ code, fromOn }) => [tags[code as TagCode] ?? code, formatDay(fromOn)]),
  }
}

function contactTable({ contacts }: SheetFacts) {
  return {
    title: '家属与联系人',
    columns: [
      { title: '关系', width: '24mm' as const },
      { title: '姓名', width: '1fr' as const },
      { title: '电话', width: '40mm' as const },
      { title: '紧急联系', width: '24mm' as const },
    ],
    rows: contacts.map(({ relation, name, phone, isEmergency }) => [
      labelOf('relation', relation),
      name,
      phone ?? '',
      isEmergency ? '是' : '',
    ]),
  }
}

function honourTable({ values }: SheetFacts) {
  const honours = (values.honours ?? []) as readonly Record<string, string | null>[]
  return {
    title: '荣誉',
    columns: [
      { title: '名称', width: '2fr' as const },
      { title: '级别', width: '24mm' as const },
      { title: '授予单位', width: '1fr' as const },
      { title: '日期', width: '32mm' as const },
    ],
    rows: honours.map(({ title, level, body, on }) => [
      title ?? '',
      level ?? '',
      body ?? '',
      on ? formatDay(on) : '',
    ]),
  }
}
