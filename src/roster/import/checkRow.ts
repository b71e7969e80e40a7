import { codeOf } from '../codes.ts'
import { readPhones } from '../phone.ts'
import { squeezed } from './cell.ts'
import { crossCheck } from './crossChecks.ts'
import type { ImportKind } from './mapping.ts'
import { columnFor, report, type Draft, type ParsedRow } from './parsedRow.ts'
import type { Person } from './people.ts'
import { readColumns } from './readColumns.ts'
import { tidied } from './readName.ts'
import { readPhoneCell } from './readPhone.ts'
import type { ContactKey } from './titles.ts'

export interface RowOptions {
  readonly kind: ImportKind
  readonly today: string
}

/** Reads and checks one person. What needs other rows or the database is added afterwards. */
export function checkRow(person: Person, options: RowOptions): Draft {
  const draft: Draft = {
    table: person.table,
    row: person.row.row,
    cells: person.row.cells,
    values: {},
    ties: {},
    contacts: [],
    tags: [],
    loose: {},
    unresolved: {},
    issues: new Map(),
    soundId: false,
  }
  readColumns(draft, options.today)
  readRemarkAsCategory(draft)
  takeFromSection(draft, person, options.kind)
  crossCheck(draft, options.today)
  readContacts(draft)
  noteFormulas(draft)
  return draft
}

export function parsedRowOf(draft: Draft): ParsedRow {
  const { table, row, values, ties, contacts, tags, unresolved, issues, loose } = draft
  return {
    sheet: table.sheet,
    row,
    values: values as ParsedRow['values'],
    ties,
    contacts,
    tags,
    unresolved,
    issues: [...issues.values()],
    ...(loose.lifeStatus && { lifeStatus: loose.lifeStatus as 'alive' | 'deceased' }),
    ...(loose.diedOn && { diedOn: loose.diedOn }),
  }
}

/** Registers without a column for it write 离休 or 退休 among the remarks. */
function readRemarkAsCategory(draft: Draft): void {
  const { remark } = draft.values
  if (draft.table.places.retirementCategory !== undefined || typeof remark !== 'string') return
  const category = codeOf('retirementCategory', remark)
  if (!category) return
  draft.values.retirementCategory = category
  delete draft.values.remark
}

function takeFromSection(draft: Draft, { section }: Person, kind: ImportKind): void {
  const { values, ties } = draft
  if (section.unit) ties.formerUnit ??= section.unit
  if (section.community) ties.community ??= section.community
  if (section.branch) ties.branch ??= section.branch
  if (section.retirementCategory) values.retirementCategory ??= section.retirementCategory
  if (kind === 'members') values.politicalStatus ??= '01'
}

const relations = { spouse: '10', child: undefined, emergencyContact: undefined } as const
const owners = { spouse: '配偶', child: '家属', emergencyContact: '紧急联系人' } as const

function readContacts(draft: Draft): void {
  for (const role of ['spouse', 'child', 'emergencyContact'] as const) {
    if (!draft.loose[`${role}Name`] && !draft.loose[`${role}Phone`]) continue
    const name = contactName(draft.loose[`${role}Name`] ?? '')
    const phone = contactPhone(draft, `${role}Phone`) ?? name.phone
    const isEmergency = role === 'emergencyContact'
    const relation =
      relations[role] ??
      (isEmergency ? draft.loose.emergencyContactRelation : undefined) ??
      name.relation
    if (name.name)
      draft.contacts.push({
        name: name.name.slice(0, 60),
        isEmergency,
        ...(relation && { relation }),
        ...(phone && { phone }),
      })
    else if (phone) addOtherPhone(draft, phone, owners[role])
  }
}

/** 张三（儿子）13812345678 in one cell: name, relation and number. */
function contactName(text: string): { name: string; relation?: string; phone?: string } {
  const plain = text.normalize('NFKC')
  const phone = /\+?\d[\d\s-]{6,}\d/.exec(plain)?.[0]
  const note = /[（(]([^()（）\d]{1,8})[)）]/.exec(plain)?.[1] ?? ''
  const relation = codeOf('relation', note)
  const name = tidied(
    plain
      .replace(/[\d+\s-]{7,}|[（(][^()]*[)）]/g, '')
      .replace(/[:：,，、]/g, '')
      .trim(),
  )
  return {
    name: /\p{L}/u.test(name) && !/^(无|没有)$/.test(name) ? name : '',
    ...(relation && { relation }),
    ...(phone && readPhones(phone) && { phone: squeezed(phone) }),
  }
}

function contactPhone(draft: Draft, key: ContactKey): string | undefined {
  const text = draft.loose[key]
  if (!text) return undefined
  const reading = readPhoneCell({ text })
  if (reading.fault) report(draft, columnFor(draft, key), reading.fault)
  return reading.value?.map((phone) => phone.number).join('、')
}

function addOtherPhone(draft: Draft, phone: string, owner: string): void {
  const others = (draft.values.otherPhones ?? []) as { phone: string; owner: string }[]
  if (others.length < 10) draft.values.otherPhones = [...others, { phone, owner }]
}

/** Formulas count by the value that the file keeps; columns that are not used are passed over. */
function noteFormulas(draft: Draft): void {
  for (const column of draft.table.columns) {
    const unused = column.known && column.key === null
    if (unused || !draft.cells[column.index]?.formula) continue
    const message = '这一格是公式，按文件里存的结果导入；请核对，或改成固定的值'
    report(draft, column, { code: 'FORMULA', message })
  }
}
