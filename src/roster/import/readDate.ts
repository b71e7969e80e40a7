import { parsePartialDate, partialOf } from '#src/kernel/day.ts'
import { dayOfSerial } from './numberFormat.ts'
import type { Cell } from './cell.ts'
import { fault, saysNothing, type Reading } from './issue.ts'

const otherParties = /群众|党外|非党|非中共|未入党|无党派|民革|民盟|民建|民进|农工|致公|九三|台盟/
const lunar = /农历|阴历|[正冬腊闰]月|初[一二三四五六七八九十]/
const cacheLimit = 60_000
const cache = new Map<string, string | null>()

/** What tells the two readings of the number 1952.1 apart. */
export interface DateHints {
  readonly paddedMonths: boolean
  /** Month that the identity number gives, 1–12. */
  readonly month?: number | undefined
}

/**
 * A date as a cell holds it: date cells only as far as they show it, serial numbers, 195203,
 * 1952.03, 1952年3月. Two-digit years and lunar dates are refused, not guessed.
 */
export function readDate(cell: Cell, hints: DateHints): Reading<string> {
  if (cell.day !== undefined) return ofDateCell(cell)
  if (cell.number !== undefined) return ofNumber(cell, cell.number, hints)
  const text = cell.text.trim()
  if (saysNothing(text) || otherParties.test(text)) return {}
  const date = parsed(text)
  return date ? { value: date } : invalid(text)
}

function parsed(text: string): string | undefined {
  const known = cache.get(text)
  if (known !== undefined) return known ?? undefined
  const plain = lunar.test(text) ? text : text.replace(/[(（][^)）\d]*[)）]\s*$/, '')
  const date = parsePartialDate(plain)
  if (cache.size > cacheLimit) cache.clear()
  cache.set(text, date ?? null)
  return date
}

function invalid(text: string): Reading<string> {
  if (lunar.test(text)) return fault('DATE_INVALID', '这是农历日期，请换算成公历填写')
  if (/^['’]?\d{2}[年./-]/.test(text.normalize('NFKC')))
    return fault('DATE_INVALID', '年份不全，请写成四位年份，例如 1948.03')
  if (/不详|不明|未知|待查|不清|\?|？/.test(text))
    return fault('DATE_INVALID', '日期未填明，请查档后填写；暂时不知道的请留空')
  return fault('DATE_INVALID', '不是存在的日期，请写成 1948、1948.03 或 1948-03-12 的样子')
}

function ofDateCell({ day = '', shape, number }: Cell): Reading<string> {
  if (day > '2100' && number !== undefined) {
    const packed = parsePartialDate(String(number))
    if (packed) return { value: packed }
  }
  return { value: shape === 'year' ? day.slice(0, 4) : shape === 'month' ? day.slice(0, 7) : day }
}

function ofNumber(cell: Cell, number: number, hints: DateHints): Reading<string> {
  if (Number.isInteger(number)) return ofInteger(number)
  const [year = '', decimals = ''] = String(Math.round(number * 10_000) / 10_000).split('.')
  if (decimals.length === 1) return ofTenth(cell, Number(year), Number(decimals), hints)
  const padded = decimals.length === 3 ? `${decimals}0` : decimals
  const date = partialOf(Number(year), padded.slice(0, 2), padded.slice(2))
  return date ? { value: date } : invalid(cell.text)
}

/** 1952.1 as a number was written 1952.1 or 1952.10; the spreadsheet has dropped the zero. */
function ofTenth(cell: Cell, year: number, tenth: number, hints: DateHints): Reading<string> {
  const month = tenth === 1 ? monthOfTenth(cell, hints) : tenth
  if (month !== undefined) {
    const date = partialOf(year, month)
    return date ? { value: date } : invalid(cell.text)
  }
  const value = partialOf(year)
  if (!value) return invalid(cell.text)
  const message = `数字 ${cell.text} 分不清是 1 月还是 10 月，请改为文本 ${year}.01 或 ${year}.10`
  return { value, fault: { code: 'DATE_PRECISION', message } }
}

function monthOfTenth(cell: Cell, hints: DateHints): number | undefined {
  if (cell.twoDecimals || hints.paddedMonths) return 10
  return hints.month === 1 || hints.month === 10 ? hints.month : undefined
}

function ofInteger(number: number): Reading<string> {
  const text = String(number)
  if (text.length === 5) {
    const day = number >= 3000 && number <= 73_050 ? dayOfSerial(number, false) : undefined
    return day ? { value: day } : invalid(text)
  }
  const date = parsePartialDate(text)
  return date ? { value: date } : invalid(text)
}
