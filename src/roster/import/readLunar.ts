import { BirthCelebrated } from '../fields/json.ts'

const months: Readonly<Record<string, number>> = { 正: 1, 元: 1, 冬: 11, 腊: 12 }
const digits = '零一二三四五六七八九'

/** The day to be congratulated on: lunar unless the text says 公历8月15日. */
export function readCelebratedDay(text: string): BirthCelebrated | undefined {
  const solar = /^(?:公历|阳历|新历)(\d{1,2})[月.\-/](\d{1,2})日?$/.exec(
    text.normalize('NFKC').replace(/\s/g, ''),
  )
  if (!solar) return readLunarBirthday(text)
  const [month, day] = solar.slice(1).map(Number)
  const parsed = BirthCelebrated.safeParse({ calendar: 'solar', month, day, leap: false })
  return parsed.success ? parsed.data : undefined
}

/** The lunar day to be congratulated on, from 腊月初八, 农历八月十五, 闰四月十六, 8.15 or 1948.8.15. */
export function readLunarBirthday(text: string): BirthCelebrated | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s|农历|阴历|\d{4}[年.\-/]|^[〇零一二三四五六七八九]{4}年/g, '')
    .replace(/[日号]$/, '')
  const written = /^(闰)?([正元冬腊]|[一二三四五六七八九十]{1,2}|\d{1,2})(?:月|[.\-/])(.+)$/.exec(
    plain,
  )
  if (!written) return undefined
  const [, leap, monthText = '', dayText = ''] = written
  const month = months[monthText] ?? numberOf(monthText)
  const parsed = BirthCelebrated.safeParse({
    calendar: 'lunar',
    month,
    day: numberOf(dayText.replace(/^初/, '')),
    leap: leap !== undefined,
  })
  return parsed.success ? parsed.data : undefined
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const spelled = text.replace('廿', '二十').replace('卅', '三十')
  const [tens, ones] = spelled.includes('十') ? spelled.split('十') : ['', spelled]
  const ten = spelled.includes('十') ? (tens ? digits.indexOf(tens) : 1) : 0
  const one = ones ? digits.indexOf(ones) : 0
  return ten < 0 || one < 0 ? NaN : ten * 10 + one
}
