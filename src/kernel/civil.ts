/** The partial date of year, month and day; undefined when there is no such day. Nothing is padded. */
export function partialOf(
  year: number,
  month?: number | string,
  day?: number | string,
): string | undefined {
  if (!Number.isInteger(year) || year < 1800 || year > 2199) return undefined
  if (month === undefined || month === '') return String(year)
  const m = Number(month)
  if (!Number.isInteger(m) || m < 1 || m > 12) return undefined
  if (day === undefined || day === '') return `${year}-${two(m)}`
  const d = Number(day)
  if (!Number.isInteger(d) || d < 1 || d > daysInMonth(year, m)) return undefined
  return `${year}-${two(m)}-${two(d)}`
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Two digits, 3 → 03. */
export function two(number: number): string {
  return String(number).padStart(2, '0')
}
