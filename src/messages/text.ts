import { Refusal } from '#src/kernel/refusal.ts'
import { templateRule, type Channel, type TemplateCode } from './template.ts'

const holder = /\{([^{}]*)\}/g

/** The names in braces, each once. */
export function holdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(holder)].map(([, name]) => (name ?? '').trim()))]
}

/** A text with its braces in the words of the office, `{称呼}`, as it is shown and typed. */
export function inWords(code: TemplateCode, text: string): string {
  const { holders } = templateRule(code)
  return text.replaceAll(holder, (whole, name: string) => {
    const word = holders[name.trim()]
    return word ? `{${word}}` : whole
  })
}

/** The same text with the names that the platform fills in. */
export function inNames(code: TemplateCode, text: string): string {
  const names = new Map(
    Object.entries(templateRule(code).holders).map(([name, word]) => [word, name]),
  )
  return text.replaceAll(holder, (whole, word: string) => {
    const name = names.get(word.trim())
    return name ? `{${name}}` : whole
  })
}

/** The text with its values; a name without a value is a mistake of the caller. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(holder, (_, name: string) => {
    const value = values[name.trim()]
    if (value === undefined) throw new Error(`the message lacks a value for ${name}`)
    return value
  })
}

/** One text message holds 70 characters; each part of a longer one 67 (3GPP TS 23.040, UCS-2). */
export function segmentsOf(text: string): number {
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}

const longest: Readonly<Record<Channel, number>> = { inApp: 300, sms: 335, letter: 1000 }

/** What is wrong with a text that a bureau sets: unknown or broken braces, too long, nothing said. */
export function refusalOfText(
  code: TemplateCode,
  channel: Channel,
  text: string,
): Refusal | undefined {
  const say = (what: string, message: string) =>
    new Refusal('invalid', `messages.${what}`, message, 'text')
  const { holders } = templateRule(code)
  const known = Object.keys(holders)
  const unknown = holdersIn(text).filter((name) => !known.includes(name))
  const all = Object.values(holders)
    .map((word) => `{${word}}`)
    .join('、')
  if (unknown.length > 0) return say('unknownHolder', `没有 {${unknown[0]}} 这一项，可用：${all}`)
  if (/[{}]/.test(text.replaceAll(holder, ''))) return say('brokenHolder', '花括号没有成对')
  if (text.length > longest[channel]) return say('tooLong', `最多 ${longest[channel]} 个字`)
  return undefined
}
