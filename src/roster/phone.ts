import { Refusal } from '#src/kernel/refusal.ts'

/** Telephone numbers as rosters write them: several in one cell, with owners, extensions and spaces. */

export interface Phone {
  readonly kind: 'mobile' | 'landline' | 'service' | 'foreign'
  /** Mobile 13812345678; landline 0571-88886666 or 88886666, with -801 for an extension. */
  readonly number: string
  /** What stood in brackets after the number, e.g. 女儿. */
  readonly owner: string
}

const mobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/
const landline =
  /^(?:\+?86)?(?:(010|02\d|0[3-9]\d\d))?([2-9]\d{6,7})(?:(?:转|ext\.?|x|#)(\d{1,6}))?$/i
const service = /^(?:400|800)\d{7}$/
const foreign = /^\+(?!86)\d{7,15}$/
const bracketed = /\(([^()\d]{1,20})\)/

/** Every number in the text; undefined when any part of it is no telephone number. */
export function readPhones(text: string): Phone[] | undefined {
  const plain = text.normalize('NFKC').trim()
  const phones = partsOf(plain).map(readPhone)
  if (phones.length > 0 && phones.every((phone) => phone !== undefined)) return phones
  const spaced = plain.split(/\s+/).map(readPhone)
  return spaced.length > 1 && spaced.every((phone) => phone !== undefined) ? spaced : undefined
}

export function isPhone(text: string): boolean {
  return readPhones(text) !== undefined
}

/** A refusal of what is no telephone number, at `field`; blank text is none and is not refused. */
export function refusalOfPhone(text: string, field = 'phone'): Refusal | undefined {
  if (text.trim() === '' || isPhone(text)) return undefined
  return new Refusal(
    'invalid',
    'roster.phone',
    '电话号码不对，请核对位数；多个号码用顿号隔开',
    field,
  )
}

/** The numbers written one way, 13812345678、0571-88886666; the text itself when it is none. */
export function tidyPhones(text: string): string {
  const phones = readPhones(text)
  if (!phones) return text.trim()
  return phones.map(({ number, owner }) => (owner ? `${number}（${owner}）` : number)).join('、')
}

/** 138****5678, 0571-****6666; a text that is no number shows only its last two characters. */
export function maskPhone(text: string): string {
  const phones = readPhones(text)
  if (!phones) return '*'.repeat(Math.max(0, text.length - 2)) + text.slice(-2)
  return phones.map(masked).join('、')
}

function masked({ kind, number }: Phone): string {
  if (kind === 'mobile') return `${number.slice(0, 3)}****${number.slice(7)}`
  const [area, local = ''] = /^0\d+-/.test(number)
    ? [number.slice(0, number.indexOf('-') + 1), number.slice(number.indexOf('-') + 1)]
    : ['', number]
  return `${area}${'*'.repeat(Math.max(0, local.length - 4))}${local.slice(-4)}`
}

function partsOf(text: string): string[] {
  return text
    .split(/[,、;/|\n\r]|或|和/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function readPhone(text: string): Phone | undefined {
  const owner = bracketed.exec(text)?.[1]?.trim() ?? ''
  const digits = extended(text.replace(bracketed, '').replace(/^(?:手机|电话|座机|宅电|办):?/, ''))
  const found = mobile.exec(digits)?.[1]
  if (found) return { kind: 'mobile', number: found, owner }
  const [, area, local, extension] = landline.exec(digits) ?? []
  if (local) {
    const number = `${area ? `${area}-` : ''}${local}${extension ? `-${extension}` : ''}`
    return { kind: 'landline', number, owner }
  }
  if (service.test(digits)) return { kind: 'service', number: digits, owner }
  return foreign.test(digits) ? { kind: 'foreign', number: digits, owner } : undefined
}

/** Only digits, + and the mark of an extension; -801 after a whole number is an extension too. */
function extended(text: string): string {
  return text
    .replace(/分机|extension/gi, '转')
    .replace(/^(.*\d{7,8})\s*-\s*(\d{1,4})$/, '$1转$2')
    .replace(/[\s().\-—–:]/g, '')
}
