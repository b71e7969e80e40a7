import { isDay } from '#src/kernel/day.ts'

/** 公民身份号码, GB 11643-1999: region 6, birth 8, sequence 3 (odd for men), check character 1. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** Province prefixes of GB/T 2260, with 81–83 (residence permits) and 91 (abroad). */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)

/** No province: numbers that begin so are invented. */
export const inventedPrefix = '99'

export type CitizenIdProblem = 'length' | 'birth' | 'checksum'

/** What to tell whoever typed the number. */
export const citizenIdSentences: Readonly<Record<CitizenIdProblem, string>> = {
  length: '身份证号应为 18 位，最后一位可为 X',
  birth: '身份证号中的出生日期不存在，请核对',
  checksum: '身份证号校验位不对，请逐位核对',
}

export interface CitizenIdReading {
  /** 18 characters, converted from 15 if need be; the text as tidied when something is wrong with it. */
  readonly number: string
  /** True when an old number of 15 digits was written. */
  readonly converted: boolean
  readonly problem: CitizenIdProblem | undefined
}

/** Spaces, dashes and full-width digits do not count; x is X. */
export function tidyCitizenId(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-'‘’`]/g, '')
    .toUpperCase()
}

/** Reads a number as written; the first thing that is wrong with it is its problem. */
export function readCitizenId(text: string): CitizenIdReading {
  const tidy = tidyCitizenId(text)
  const converted = /^\d{15}$/.test(tidy)
  const number = converted ? convertedFrom15(tidy) : tidy
  return { number, converted, problem: citizenIdProblem(number) }
}

/** True for 18 characters whose birth date exists and whose check character is right. */
export function isCitizenId(number: string): boolean {
  return citizenIdProblem(number) === undefined
}

/** The first thing wrong with 18 characters: not that many, no such birth date, wrong check. */
export function citizenIdProblem(number: string): CitizenIdProblem | undefined {
  if (!/^\d{17}[\dX]$/.test(number)) return 'length'
  if (birthOfCitizenId(number) === undefined) return 'birth'
  return number.endsWith(checkCharacterOf(number)) ? undefined : 'checksum'
}

/** The 18th character that belongs to the first 17 digits. */
function checkCharacterOf(digits: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return checks.charAt(sum % 11)
}

/**
 * An old number of 15 digits with the century and check character added. Sequences 996–999 were
 * kept for people over a hundred years old, born in the 1800s.
 */
function convertedFrom15(digits: string): string {
  const century = Number(digits.slice(12)) >= 996 ? '18' : '19'
  const body = digits.slice(0, 6) + century + digits.slice(6)
  return body + checkCharacterOf(body)
}

/** The birth date in the number, YYYY-MM-DD; undefined when there is no such day. */
export function birthOfCitizenId(number: string): string | undefined {
  const [, year, month, day] = /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}[\dX]$/.exec(number) ?? []
  const birth = `${year}-${month}-${day}`
  return year && isDay(birth) ? birth : undefined
}

/** Sex in the number as GB/T 2261.1: '1' man, '2' woman; undefined when the number is no number. */
export function sexOfCitizenId(number: string): '1' | '2' | undefined {
  if (!/^\d{17}[\dX]$/.test(number)) return undefined
  return Number(number[16]) % 2 === 1 ? '1' : '2'
}

/** False for a prefix that no province has (a warning only: divisions come and go). */
export function hasKnownRegion(number: string): boolean {
  const prefix = number.slice(0, 2)
  return provinces.has(prefix) || prefix === inventedPrefix
}

/** 110101********1234; fewer characters leave less to see, and a short text nothing. */
export function maskCitizenId(number: string): string {
  if (number.length >= 15)
    return number.slice(0, 6) + '*'.repeat(number.length - 10) + number.slice(-4)
  const shown = Math.floor(number.length / 4)
  return number.slice(0, shown) + '*'.repeat(number.length - shown)
}

/**
 * A number with its check character, for tests and demonstrations: 6 digits of region, a birth
 * day, and a sequence up to 999 (odd for men).
 */
export function citizenIdOf(region: string, birth: string, sequence: number): string {
  const body = region + birth.replaceAll('-', '') + String(sequence).padStart(3, '0')
  return body + checkCharacterOf(body)
}
