import { useWatch } from 'react-hook-form'
import { judgingWords } from '#src/roster/freeText.ts'
import { Notice } from '#src/web/kit/bars.tsx'

/** Says, while one writes, that a note is for needs and facts; stands in a form. */
export function FreeTextWarning({ name }: { readonly name: string }) {
  const text: unknown = useWatch({ name })
  const words = typeof text === 'string' ? judgingWords(text) : []
  if (words.length === 0) return null
  return (
    <Notice tone="warn">
      请删去“{words.join('”“')}
      ”：只写本人的需要和事实，不写对思想、信仰的评价。本人可以查阅这段文字。
    </Notice>
  )
}
