import { parsePartialDate } from '#src/kernel/day.ts'
import { SeasonalStays, type JsonValues } from '../fields/json.ts'

type Stay = JsonValues['seasonalStays'][number]

const until = '\\s*起?,?\\s*(?:至|到|[-–—~]+)\\s*'
const day = '(?:19|20)\\d\\d[.\\-/年]\\d{1,2}(?:月(?:\\d{1,2}日)?|[.\\-/]\\d{1,2}(?!\\d))?'
const dated = new RegExp(`(${day})(?:${until}(${day}))?\\s*起?`)
const part = '(?:上旬|中旬|下旬|初|底)?'
const monthly = new RegExp(
  `(?:每年)?(?:的)?(\\d{1,2})(?:月份?)?${part}${until}(次年|翌年|来年|第二年|下一?年)?的?(\\d{1,2})月份?${part}`,
)
const frills = /每年|期间|过冬|居住|暂住|生活|[()[\],:。]|前往|^\s*[在到去住]|[在住]\s*$/g

/**
 * The seasonal stays that one cell names: 海南三亚 11月至次年3月；北京（2025年6月至2025年8月）. Months
 * without a year are said of every year and dated by the season that `today` lies in or comes to
 * next. Undefined when a part of the text is neither.
 */
export function readStays(text: string, today: string): JsonValues['seasonalStays'] | undefined {
  const pieces = text
    .normalize('NFKC')
    .split(/[;\n]/)
    .filter((piece) => piece.trim())
  const stays = pieces.map((piece) => datedStay(piece) ?? yearlyStay(piece, today))
  if (stays.length === 0 || stays.includes(undefined)) return undefined
  const parsed = SeasonalStays.safeParse(stays)
  return parsed.success ? parsed.data : undefined
}

function datedStay(piece: string): Stay | undefined {
  const found = dated.exec(piece)
  if (!found) return undefined
  const [whole, first = '', last] = found
  const [from, to = null] = [parsePartialDate(first), last && parsePartialDate(last)]
  const place = placeIn(piece, whole)
  return from && place && (!last || to) ? { place, from, to: to || null, yearly: false } : undefined
}

function yearlyStay(piece: string, today: string): Stay | undefined {
  const found = monthly.exec(piece)
  if (!found) return undefined
  const [whole, first, next, last] = found
  const [begin, end] = [Number(first), Number(last)]
  const place = placeIn(piece, whole)
  const areMonths = [begin, end].every((month) => month >= 1 && month <= 12)
  if (!place || !areMonths) return undefined
  const over = next || end < begin ? 1 : 0
  const year = Number(today.slice(0, 4))
  const start = [year - 1, year, year + 1].find(
    (one) => monthText(one + over, end) >= today.slice(0, 7),
  )
  if (start === undefined) return undefined
  return { place, from: monthText(start, begin), to: monthText(start + over, end), yearly: true }
}

function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

function placeIn(piece: string, span: string): string | undefined {
  const place = piece.replace(span, ' ').replace(frills, ' ').trim().replace(/\s+/g, ' ')
  return /^[^\d]{2,60}$/.test(place) && /\p{Script=Han}{2}/u.test(place) ? place : undefined
}
