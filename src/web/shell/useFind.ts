import { useEffect, useState } from 'react'
import { useDebounced } from '../kit/useDebounced.ts'
import type { FindItem, Finder } from '../pageEntry.ts'

interface Found {
  readonly items: readonly FindItem[]
  readonly words: string
}

const nothing: Found = { items: [], words: '' }

/** What the text finds, and a sentence about it. */
export function useFind(search: Finder['search'], text: string): Found {
  const asked = useDebounced(text.trim(), 200)
  const [found, setFound] = useState<Found>(nothing)
  useEffect(() => {
    if (!asked) return setFound(nothing)
    let current = true
    setFound((before) => ({ ...before, words: '正在查找…' }))
    search(asked).then(
      (items) => current && setFound({ items, words: wordsFor(items.length) }),
      () => current && setFound({ items: [], words: '查找失败，请重试' }),
    )
    return () => void (current = false)
  }, [asked, search])
  return found
}

function wordsFor(count: number): string {
  return count === 0 ? '没有找到。按回车在列表中查' : `${count} 条，按 ↓ 选择，回车打开`
}
