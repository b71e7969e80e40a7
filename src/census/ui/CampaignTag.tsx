import { formatDay } from '#src/kernel/day.ts'
import type { CampaignRow } from '#src/census/campaign.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

interface CampaignTagProps {
  readonly campaign: Pick<CampaignRow, 'closedOn' | 'fromOn' | 'dueOn' | 'rest'>
  readonly today: string
}

/** Where a campaign stands today. */
export function CampaignTag({ campaign, today }: CampaignTagProps) {
  const { closedOn, fromOn, dueOn, rest } = campaign
  if (closedOn) return <Tag>{formatDay(closedOn)}结束</Tag>
  if (fromOn > today) return <Tag tone="info">{formatDay(fromOn)}开始</Tag>
  if (rest === 0) return <Tag tone="ok">全部核实</Tag>
  if (dueOn < today) return <Tag tone="err">已过期限</Tag>
  return <Tag tone="info">进行中</Tag>
}
