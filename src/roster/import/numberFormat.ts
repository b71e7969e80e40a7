import type { DateShape } from './cell.ts'

const builtIn = new Map<number, DateShape>([
  ...[14, 15, 16, 22, 28, 29, 30, 31, 50, 51, 53, 54, 58].map((id) => [id, 'day'] as const),
  ...[17, 27, 36, 52, 57].map((id) => [id, 'month'] as const),
])

/** Ids 27 and 50 up are the ones that Chinese Excel and WPS write without a format code. */
export function dateShapeOf(id: number, code: string | undefined): DateShape | undefined {
  if (code === undefined) return builtIn.get(id)
  if (/general|standard|通用/i.test(code)) return undefined
  const letters = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, (part) => (/^\[\$-F800\]$/i.test(part) ? 'ymd' : ''))
    .toLowerCase()
  if (/d/.test(letters)) return 'day'
  if (/[ye]/.test(letters) && !/[0#?]/.test(letters)) return /m/.test(letters) ? 'month' : 'year'
  return undefined
}

/** True for 0.00 and its like. */
export function showsTwoDecimals(id: number, code: string | undefined): boolean {
  return code === undefined ? id === 2 : /^[#0]*0\.00_?\)?\s*$/.test(code)
}

const dayMs = 86_400_000
const cache = new Map<number, string>()

/** ISO day of a spreadsheet serial number; undefined outside 1800–2199. Time of day is dropped. */
export function dayOfSerial(serial: number, since1904: boolean): string | undefined {
  const whole = Math.floor(serial) + (since1904 ? 1462 : 0)
  if (whole < 1 || whole > 110_000) return undefined
  const known = cache.get(whole)
  if (known) return known
  const shifted = whole < 60 ? whole + 1 : whole
  const day = new Date(Date.UTC(1899, 11, 30) + shifted * dayMs).toISOString().slice(0, 10)
  cache.set(whole, day)
  return day
}
