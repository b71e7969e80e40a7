import { plainText } from './cell.ts'
import { columnData, printedData, type Printed } from './print.ts'
import type { SheetGroup } from './sheet.ts'

/** One subject on a page of its own, in large type. */
export interface Card {
  readonly title: string
  readonly subtitle: string
  readonly groups: readonly SheetGroup[]
  readonly notes?: readonly string[]
}

export interface CardsPrint extends Printed {
  readonly cards: readonly Card[]
}

/** The cards as the template `cards.typ` reads them. */
export function cardsData({ cards, ...printed }: CardsPrint): object {
  return { ...printedData(printed), landscape: false, cards: cards.map(cardData) }
}

function cardData({ title, subtitle, groups, notes = [] }: Card): object {
  return {
    title: plainText(title),
    subtitle: plainText(subtitle),
    groups: groups.map(groupData),
    notes: notes.map(plainText),
  }
}

function groupData(group: SheetGroup): object {
  const title = plainText(group.title)
  if ('items' in group) {
    const items = group.items.map(({ label, value, span = 1 }) => {
      return { label: plainText(label), value: plainText(value), wide: span > 1 }
    })
    return { title, items }
  }
  const rows = group.rows.map((row) => group.columns.map((_, at) => plainText(row[at] ?? '')))
  return { title, columns: group.columns.map(columnData), rows }
}
