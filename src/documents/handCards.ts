import { create } from 'qrcode'
import { plainText } from './cell.ts'

/** One card in large type: what it says, whom to call, and a code to scan. */
export interface HandCard {
  readonly title: string
  readonly number: string
  readonly name: string
  readonly subtitle: string
  /** Whom to call: a few words and a number, which is set largest. */
  readonly lines: readonly { readonly words: string; readonly phone: string }[]
  readonly notes: readonly string[]
  /** An address and what it is for; absent: no code. */
  readonly scan?: { readonly address: string; readonly words: string } | undefined
  readonly foot: string
}

export interface HandCardsPrint {
  readonly title: string
  readonly cards: readonly HandCard[]
}

/** The cards as the template `handCards.typ` reads them. */
export function handCardsData({ title, cards }: HandCardsPrint): object {
  return { title: plainText(title), cards: cards.map(cardData) }
}

function cardData({ lines, notes, scan, ...words }: HandCard): object {
  const plain = Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, plainText(value)]),
  )
  return {
    ...plain,
    lines: lines.map((line) => ({
      words: plainText(line.words),
      phone: plainText(spaced(line.phone)),
    })),
    notes: notes.map(plainText),
    ...(scan && { scan: { code: qrSvg(scan.address), words: plainText(scan.words) } }),
  }
}

/** A mobile number in groups of 3, 4 and 4, as it is read aloud; others as they are. */
export function spaced(phone: string): string {
  return phone.replace(/^(1\d\d)(\d{4})(\d{4})$/, '$1 $2 $3')
}

/** A QR code as an SVG drawing of one path, readable when a seventh of it is lost. */
export function qrSvg(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const dark = Array.from({ length: size * size }, (_, at) => at).filter(
    (at) => modules.data[at] === 1,
  )
  const path = dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}
