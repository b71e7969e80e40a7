import { formatDay } from '#src/kernel/day.ts'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useSession } from '#src/web/session.ts'

/** Until when something is owed; overdue stands out. */
export function DueOn({ on, none = '—' }: { readonly on: string | null; readonly none?: string }) {
  const { today } = useSession()
  if (!on) return <span className="muted">{none}</span>
  if (on < today) return <Tag tone="err">{`${formatDay(on)}已逾期`}</Tag>
  return <Tag tone={on === today ? 'warn' : 'plain'}>{`${formatDay(on)}前`}</Tag>
}
