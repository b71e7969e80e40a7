import { fetchFile, sentenceOf } from '#src/web/api.ts'
import type { MenuEntry } from '#src/web/kit/MenuButton.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { cardKinds, type CardKind } from '../card.ts'

const kinds = Object.entries(cardKinds) as [CardKind, string][]

/** Menu entries that print a person's service card and responsibility card. */
export function cardEntries(id: number): readonly MenuEntry[] {
  return kinds.map(([kind, title]) => {
    return {
      id: kind,
      title: `打印${title}`,
      onPress: () => told(fetchFile('cards.print', { id, kind })),
    }
  })
}

/** The same for everyone in a frozen list, a page each. */
export function cardEntriesOfList(snapshotId: number): readonly MenuEntry[] {
  const entries = kinds.map(([kind, title]) => {
    const onPress = () => told(fetchFile('cards.printAll', { snapshotId, kind }))
    return { id: kind as string, title: `每人一张${title}`, onPress }
  })
  const onPress = () => told(fetchFile('contactCards.printAll', { snapshotId }))
  return [...entries, { id: 'contact', title: '每人一张联系卡', onPress }]
}

function told(fetched: Promise<unknown>): void {
  fetched.catch((error: unknown) => toast(sentenceOf(error), 'err'))
}
