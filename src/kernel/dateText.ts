import { partialOf } from './civil.ts'

const gap = String.raw`[年./\\、,\-–—―‐·。\s]\s*`
const written = new RegExp(
  String.raw`^(\d{4})(?:年|${gap}(\d{1,2})(?:月|(?:月|${gap})(\d{1,2})[日号]?)?)?$`,
)
const packed = /^(\d{4})(\d{2})?(\d{2})?$/
const zonedTime = /^(.+?)[T\s]\s*00:00(?::00(?:\.0+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$/i
const localTime = /^(.+?)[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/i

const digits = '〇一二三四五六七八九'

/**
 * A date as offices write it, as an ISO partial date: 19480312, 1948-3-12, 1948.3.12, 1948年3月,
 * 196503, 1948, 一九四八年三月. Zeros for what is unknown (1948.00, 19480300) are left out, never
 * filled. Undefined for anything else, two-digit years and impossible days included.
 */
export function parsePartialDate(text: string): string | undefined {
  const plain = plainDate(text)
  const [, year, month, day] = packed.exec(plain) ?? written.exec(plain) ?? []
  if (!year) return undefined
  if (isZero(month)) return isZero(day) || !day ? partialOf(Number(year)) : undefined
  return partialOf(Number(year), month, isZero(day) ? undefined : day)
}

function plainDate(text: string): string {
  return withoutTime(inArabic(text.normalize('NFKC').trim()))
    .replace(/\s*([年月日号])\s*/g, '$1')
    .replace(/(?:出?生|[.。、,])$/, '')
}

/** An instant with a zone is only a day when it is midnight; any other would need a guess. */
function withoutTime(text: string): string {
  return (zonedTime.exec(text) ?? localTime.exec(text))?.[1] ?? text
}

function isZero(part: string | undefined): boolean {
  return part !== undefined && Number(part) === 0
}

/** 一九四八年三月十二日 in Arabic numerals; 元月 is January. */
function inArabic(text: string): string {
  if (!/[〇零○一二三四五六七八九十廿元]/.test(text)) return text
  const [year, rest] = splitAtYear(text.replace(/[零○]/g, '〇').replace('元月', '一月'))
  return (
    year.replace(/[〇一二三四五六七八九]/g, digitOf) +
    rest.replace(/[〇一二三四五六七八九十廿卅]+/g, numberOf)
  )
}

function splitAtYear(text: string): [string, string] {
  const at = text.indexOf('年')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

function digitOf(digit: string): string {
  const value = digits.indexOf(digit)
  return value < 0 ? digit : String(value)
}

function numberOf(word: string): string {
  const spelled = word.replace('廿', '二十').replace('卅', '三十')
  const ten = spelled.indexOf('十')
  if (ten < 0) return spelled.replace(/./g, digitOf)
  const tens = ten === 0 ? 1 : digits.indexOf(spelled.slice(0, ten))
  return String(tens * 10 + Math.max(0, digits.indexOf(spelled.slice(ten + 1) || '〇')))
}
