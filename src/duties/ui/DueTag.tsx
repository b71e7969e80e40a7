import type { DutyRow } from '#src/duties/list.ts'
import { Tag } from '#src/web/kit/Tag.tsx'
import { dueOf } from './due.ts'

/** Where a duty stands, as a tag. */
export function DueTag({ row }: { readonly row: DutyRow }) {
  const { text, tone } = dueOf(row)
  return <Tag tone={tone}>{text}</Tag>
}
