import { codeOf } from '../codes.ts'
import { isBlank, squeezed, type Cell, type RawRow } from './cell.ts'
import { titleHits } from './header.ts'
import type { ImportKey } from './titles.ts'

export type RowKind = 'person' | 'title' | 'section' | 'total' | 'note' | 'numbering' | 'empty'

const total =
  /^(?:本?页|本?单位|全?单位|本?科室|本?支部|全[县市区局校院厂]|总)?(?:小计|合计|总计|共计|累计|总人数|人数合计|计)(?:[:：(（]?\D{0,6}\d*\D{0,3})?$|(?:小计|合计|总计|共计)[:：]?\d*人?[)）]?$/
const note =
  /^(?:注|备注|说明|填表说明|填报说明|附注|注明)\s*\d*[:：.、]|^[※*]|以下空白|^第\d+页|^共\d+页|接下页|未完待续/
const signature =
  /(?:填表人|制表人|制表|审核人|审核|复核|负责人|经办人|填报人|签字|签名|盖章|领导|填表日期|填报日期|制表日期|填报时间|制表时间|填报单位|联系人|联系电话|电话)\s*[)）]?\s*(?:[(（](?:签字|签名|盖章|公章)[)）])?\s*[:：]/
const signatureWord =
  /^(?:填表人|制表人?|审核人?|复核人?|(?:单位|部门)?负责人|经办人|填报人|校对人?|(?:主管|分管|单位)领导|(?:单位)?(?:公章|盖章)|签字|签名|日期|年月日|空白|此页无正文)$/
const unitLike =
  /(局|委|办|部|院|校|厂|公司|站|所|中心|政府|机关|社|协会|街道|乡|镇|村|社区|支部|总支|处|科|室|队|馆|台|会|行|团|联|学|庭|场|库|店|段|矿|县|市|区|办事处)$/

const listName = /(名册|花名册|名单|登记表|一览表|统计表|汇总表)$/

/** Where the values that make a row a person stand; undefined when the sheet has no such column. */
export type Places = Readonly<Partial<Record<ImportKey, number>>>

/**
 * Tells people from everything else that stands between them in an office's table. `isWide` is a
 * row merged over several columns, as headings are.
 */
export function kindOfRow(row: RawRow, places: Places, isWide = false): RowKind {
  const filled = row.cells.filter((cell) => !isBlank(cell))
  if (filled.length === 0) return 'empty'
  if (isNumbering(row)) return 'numbering'
  const strong = strongSigns(row, places)
  if (!strong && isTotal(filled)) return 'total'
  if (!strong && isNote(filled)) return 'note'
  if (strong || mediumSigns(row, places) >= 2) return 'person'
  if (isWide && filled.length <= 2) return titleHits(row) > 1 ? 'title' : 'section'
  if (isLoneName(row, places)) return 'person'
  const texts = filled.filter((cell) => cell?.number === undefined)
  if (texts.length === 0) return 'empty'
  if (texts.length === 1 || filled.length <= 3) return titleHits(row) > 1 ? 'title' : 'section'
  return hasName(row, places) ? 'person' : 'note'
}

function at(row: RawRow, places: Places, key: ImportKey): Cell | undefined {
  const place = places[key]
  return place === undefined ? undefined : row.cells[place]
}

/** A number of identity or a sex: no heading, total or signature has one. */
export function strongSigns(row: RawRow, places: Places): boolean {
  const id = at(row, places, 'idNumber')
  if (
    id &&
    (id.number !== undefined
      ? id.number > 1e9
      : /^['’]?[\dX*-]{8,}$|\dE\+?1\d$/i.test(squeezed(id.text)))
  )
    return true
  const gender = at(row, places, 'gender')
  return gender !== undefined && saysSex(gender) && !/^\d$/.test(squeezed(gender.text))
}

function saysSex(cell: Cell): boolean {
  return ['1', '2'].includes(codeOf('gender', cell.text) ?? '')
}

const datedKeys: readonly ImportKey[] = [
  'birthArchive',
  'workStart',
  'revolutionJoin',
  'retiredOn',
  'partyJoined',
  'partyFull',
]
const otherKeys: readonly ImportKey[] = [
  'ethnicity',
  'retirementCategory',
  'politicalStatus',
  'rankAtRetirement',
  'currentTreatment',
  'residenceAddress',
  'education',
]

function mediumSigns(row: RawRow, places: Places): number {
  let signs = 0
  for (const key of datedKeys) {
    const cell = at(row, places, key)
    if (cell && (cell.day !== undefined || /^\D{0,2}(?:1[89]|20)\d\d/.test(cell.text))) signs++
  }
  for (const key of otherKeys) if (at(row, places, key)) signs++
  const phone = at(row, places, 'mobile') ?? at(row, places, 'landline')
  if (phone && /\d{6}/.test(squeezed(phone.text))) signs++
  const gender = at(row, places, 'gender')
  if (gender && saysSex(gender)) signs++
  if (hasName(row, places)) signs++
  return signs
}

function hasName(row: RawRow, places: Places): boolean {
  const name = at(row, places, 'fullName')
  if (!name || name.number !== undefined) return false
  const text = squeezed(name.text)
  return /^[\p{L}·•・.]{2,20}$/u.test(text) && !unitLike.test(text) && !listName.test(text)
}

/** A row with nothing but a name, or a number and a name, is a person whose data is missing. */
function isLoneName(row: RawRow, places: Places): boolean {
  if (!hasName(row, places)) return false
  const place = places.fullName ?? 0
  const numbered = row.cells.slice(0, place).some((cell) => cell && /^\d+$/.test(cell.text.trim()))
  if (numbered) return true
  const text = squeezed(row.cells[place]?.text ?? '')
  return (
    text.length <= 4 &&
    !/离休|退休|干部|人员|名单|名册|单位|系统|部门|机构|企业|事业|行政|直属|片区/.test(text)
  )
}

function isTotal(filled: readonly (Cell | undefined)[]): boolean {
  return filled.slice(0, 4).some((cell) => {
    const text = squeezed(cell?.text ?? '')
    return text.length <= 24 && total.test(text)
  })
}

function isNote(filled: readonly (Cell | undefined)[]): boolean {
  return filled.some((cell, index) => {
    const text = cell?.text.normalize('NFKC').trim() ?? ''
    return (
      (index === 0 && note.test(text)) || signature.test(text) || signatureWord.test(squeezed(text))
    )
  })
}

/** 1 2 3 4 … under the titles, or 甲 乙 1 2. */
export function isNumbering(row: RawRow): boolean {
  const cells = row.cells.filter((cell) => cell !== undefined)
  if (cells.length < 3) return false
  const letters = '甲乙丙丁戊己庚辛壬癸'
  const values = cells.map((cell) => {
    const text = squeezed(cell.text).replace(/[()]/g, '')
    return letters.includes(text) ? -1 : /^\d{1,3}$/.test(text) ? Number(text) : NaN
  })
  const numbers = values.filter((value) => value >= 0)
  if (values.some(Number.isNaN) || numbers.length < 2) return false
  return numbers.every((value, index) => index === 0 || value === (numbers[index - 1] ?? 0) + 1)
}

export function looksLikeUnit(text: string): boolean {
  return unitLike.test(squeezed(text).replace(/[(（].*?[)）]/g, ''))
}
