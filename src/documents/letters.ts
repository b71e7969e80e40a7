import { plainText } from './cell.ts'
import { printedData, type Printed } from './print.ts'

/** One letter on a sheet of its own. */
export interface Letter {
  readonly name: string
  readonly place: string
  readonly subject: string
  /** Paragraphs parted by empty lines. */
  readonly text: string
}

export interface LettersPrint extends Printed {
  readonly sender: string
  readonly senderAddress: string
  readonly senderPhone: string
  readonly dated: string
  readonly letters: readonly Letter[]
}

/** The letters as the template `letters.typ` reads them. */
export function lettersData(print: LettersPrint): object {
  const { sender, senderAddress, senderPhone, dated, letters, ...printed } = print
  return {
    ...printedData(printed),
    landscape: false,
    sender: plainText(sender),
    senderAddress: plainText(senderAddress),
    senderPhone: plainText(senderPhone),
    dated: plainText(dated),
    letters: letters.map(letterData),
  }
}

function letterData({ name, place, subject, text }: Letter): object {
  return {
    name: plainText(name),
    place: plainText(place),
    subject: plainText(subject),
    paragraphs: text
      .split(/\n\s*\n/)
      .map((part) => plainText(part.trim()))
      .filter((part) => part !== ''),
  }
}
