import type { FestivalRow } from '#src/festivals/sums.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

interface FestivalTagProps {
  readonly festival: Pick<FestivalRow, 'closedOn' | 'fromOn' | 'dueOn' | 'rest'>
  readonly today: string
}

/** Where a round stands, in words. */
export function FestivalTag({ festival, today }: FestivalTagProps) {
  const { closedOn, fromOn, dueOn, rest } = festival
  if (closedOn) return <Tag tone="plain">已结束</Tag>
  if (rest === 0) return <Tag tone="ok">全部落实</Tag>
  if (today < fromOn) return <Tag tone="info">未开始</Tag>
  return dueOn < today ? <Tag tone="err">逾期未完</Tag> : <Tag tone="info">进行中</Tag>
}
