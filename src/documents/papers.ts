import { plainText } from './cell.ts'
import { printedData, type Printed } from './print.ts'

/** A form to be filled in by hand, on a page of its own. */
export interface Paper {
  readonly name: string
  readonly unit: string
  readonly address: string
  /** The day that is planned; blank to be written in. */
  readonly plannedOn: string
  /** What brings the form up again, in letters and as a drawing. */
  readonly code: string
  readonly qr: string
  readonly reasons: readonly { readonly words: string; readonly ticked: boolean }[]
  readonly ways: readonly string[]
  readonly gifts: readonly string[]
  readonly categories: readonly string[]
}

export interface PapersPrint extends Printed {
  readonly papers: readonly Paper[]
}

/** The forms as the template `papers.typ` reads them. */
export function papersData({ papers, ...printed }: PapersPrint): object {
  const plain = ({ qr, ...paper }: Paper) => ({
    ...paper,
    name: plainText(paper.name),
    unit: plainText(paper.unit),
    address: plainText(paper.address),
    qr,
  })
  return { ...printedData(printed), landscape: false, papers: papers.map(plain) }
}
