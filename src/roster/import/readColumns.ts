import { parseFen } from '#src/kernel/money.ts'
import { codeOf } from '../codes.ts'
import { fieldOf, isFieldKey, type FieldKey } from '../fields.ts'
import { tags, type TagCode } from '../tag.ts'
import { isBlank, squeezed, type Cell } from './cell.ts'
import { isTieKind, type ImportKey } from './titles.ts'
import { report, type Draft } from './parsedRow.ts'
import { readBool, readCode } from './readCode.ts'
import { readDate } from './readDate.ts'
import { readId } from './readId.ts'
import { readJson } from './readJson.ts'
import { readName } from './readName.ts'
import { readPhoneCell } from './readPhone.ts'
import { saysNothing } from './issue.ts'
import { titleOfKey } from './mapping.ts'
import type { Phone } from '../phone.ts'
import type { Column } from './table.ts'

/** Reads every mapped cell of a row into the draft, the identity number first. */
export function readColumns(draft: Draft, today: string): void {
  readIdentity(draft)
  for (const column of draft.table.columns) {
    if (!column.key || column.key === 'idNumber') continue
    const cell = draft.cells[column.index]
    if (isBlank(cell)) {
      if (column.key === 'fullName')
        report(draft, column, { code: 'NAME_MISSING', message: '没有姓名，请补上' })
      continue
    }
    if (cell) readInto(draft, column, column.key, cell, today)
  }
}

function readIdentity(draft: Draft): void {
  const column = draft.table.columns.find((candidate) => candidate.key === 'idNumber')
  if (!column) return
  const cell = draft.cells[column.index]
  const type = draft.table.columns.find((candidate) => candidate.key === 'idType')
  const typeCode = codeOf('idType', draft.cells[type?.index ?? -1]?.text ?? '')
  if (cell && typeCode && typeCode !== 'citizenId') {
    draft.values.idNumber = squeezed(cell.text).toUpperCase()
    return
  }
  const reading = readId(cell ?? { text: '' })
  if (reading.value) draft.values.idNumber = reading.value
  if (reading.isPassport) draft.values.idType = 'passport'
  draft.soundId = reading.sound ?? false
  if (reading.fault) report(draft, column, reading.fault)
}

function readInto(draft: Draft, column: Column, key: ImportKey, cell: Cell, today: string): void {
  if (key === 'fullName') return keep(draft, column, key, readName(cell.text))
  if (key === 'birthCelebrated' || key === 'honours' || key === 'seasonalStays')
    return keep(draft, column, key, readJson(key, cell.text, today))
  if (key === 'tags') return readTags(draft, column, cell)
  if (isTieKind(key)) {
    const name = squeezed(cell.text)
    if (!saysNothing(name)) draft.ties[key] = name
    return
  }
  if (key === 'mobile' || key === 'landline' || key === 'otherPhones')
    return readPhonesInto(draft, column, cell)
  if (key === 'diedOn') return readDateInto(draft, column, key, cell)
  if (key === 'lifeStatus' || key === 'emergencyContactRelation')
    return readCodeInto(draft, column, key, cell)
  if (!isFieldKey(key)) {
    draft.loose[key] = cell.number === undefined ? cell.text.trim() : String(cell.number)
    return
  }
  readField(draft, column, key, cell)
}

function readField(draft: Draft, column: Column, key: FieldKey, cell: Cell): void {
  const field = fieldOf(key)
  switch (field.kind) {
    case 'partialDate':
      return readDateInto(draft, column, key, cell)
    case 'code':
      return readCodeInto(draft, column, key, cell)
    case 'bool':
      return keep(draft, column, key, readBool(key, cell.text))
    case 'money':
      return readMoney(draft, column, key, cell)
    case 'int':
      return readWhole(draft, column, key, cell)
    case 'text':
      return readText(draft, column, key, cell)
    case 'json':
      return undefined
  }
}

function keep(
  draft: Draft,
  column: Column,
  key: FieldKey,
  reading: { value?: unknown; fault?: Parameters<typeof report>[2] },
): void {
  if (reading.value !== undefined) draft.values[key] = reading.value
  if (reading.fault) report(draft, column, reading.fault)
  if (reading.fault?.code === 'CODE_UNKNOWN')
    draft.unresolved[key] = (draft.cells[column.index]?.text ?? '').trim()
}

function readDateInto(draft: Draft, column: Column, key: FieldKey | 'diedOn', cell: Cell): void {
  const number = draft.values.idNumber
  const month =
    key === 'birthArchive' && draft.soundId ? Number(String(number).slice(10, 12)) : undefined
  const reading = readDate(cell, { paddedMonths: column.paddedMonths, month })
  if (key !== 'diedOn') return keep(draft, column, key, reading)
  if (reading.value) draft.loose.diedOn = reading.value
  if (reading.fault) report(draft, column, reading.fault)
}

function readCodeInto(draft: Draft, column: Column, key: ImportKey, cell: Cell): void {
  const reading = readCode(key, cell.text)
  for (const [field, code] of Object.entries(reading.values ?? {})) {
    if (!isFieldKey(field)) draft.loose[field as ImportKey] = code
    else if (field === key || draft.values[field] === undefined) draft.values[field] = code
  }
  if (!reading.fault) return
  draft.unresolved[key] = cell.text.trim()
  report(draft, column, reading.fault)
}

function readMoney(draft: Draft, column: Column, key: FieldKey, cell: Cell): void {
  if (saysNothing(cell.text)) return
  const fen = cell.number === undefined ? parseFen(cell.text) : Math.round(cell.number * 100)
  const ok = fen !== undefined && fen >= 0 && fen <= 99_999_999_999 && cell.day === undefined
  if (ok) draft.values[key] = fen
  else report(draft, column, { code: 'AMOUNT_INVALID', message: '不是金额，请只填数字，单位为元' })
}

function readWhole(draft: Draft, column: Column, key: FieldKey, cell: Cell): void {
  if (saysNothing(cell.text)) return
  const { codeSet, max = 1_000_000, title } = fieldOf(key)
  const text = squeezed(cell.text)
  const number = Number(codeSet ? codeOf(codeSet, text) : text.replace(/(个月|月|年|岁)$/, ''))
  if (Number.isInteger(number) && number >= 0 && number <= max) draft.values[key] = number
  else keep(draft, column, key, { fault: { code: 'CODE_UNKNOWN', message: `${title}应为整数` } })
}

function readText(draft: Draft, column: Column, key: FieldKey, cell: Cell): void {
  const text = cell.text.replace(/[\t ]+/g, ' ').trim()
  if (saysNothing(text)) return
  const { maxLength = 200, title } = fieldOf(key)
  const held = draft.values[key]
  const joined = typeof held === 'string' && held !== text ? `${held}；${text}` : text
  if (joined.length <= maxLength) draft.values[key] = joined
  else report(draft, column, { code: 'TEXT_TOO_LONG', message: `${title}不超过${maxLength}字` })
}

const tagByLabel = new Map<string, TagCode>(
  Object.entries(tags).map(([code, label]) => [label, code as TagCode]),
)

function readTags(draft: Draft, column: Column, cell: Cell): void {
  const words = squeezed(cell.text).split(/[、,，;；/]/)
  for (const word of words) {
    if (saysNothing(word)) continue
    const code = tagByLabel.get(word.replace(/(老人|家庭|人员)$/, '')) ?? tagByLabel.get(word)
    if (code) draft.tags.push(code)
    else {
      draft.unresolved.tags = cell.text.trim()
      const message = `“${word.slice(0, 20)}”不在${titleOfKey('tags')}的选项里，请确认对应哪一项`
      report(draft, column, { code: 'CODE_UNKNOWN', message })
    }
  }
}

function readPhonesInto(draft: Draft, column: Column, cell: Cell): void {
  const reading = readPhoneCell(cell)
  if (reading.fault) report(draft, column, reading.fault)
  for (const phone of reading.value ?? []) place(draft, phone)
}

/** The first mobile and the first landline are the person's own; the rest go beside them. */
function place(draft: Draft, { kind, number, owner }: Phone): void {
  const key = kind === 'mobile' ? 'mobile' : 'landline'
  if (draft.values[key] === number) return
  if (draft.values[key] === undefined && (owner === '' || owner === '本人')) {
    draft.values[key] = number
    return
  }
  const others = (draft.values.otherPhones ?? []) as { phone: string; owner: string }[]
  if (others.length < 10 && !others.some((other) => other.phone === number))
    draft.values.otherPhones = [...others, { phone: number, owner }]
}
