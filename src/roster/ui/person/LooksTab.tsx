import { fieldOf, isFieldKey } from '#src/roster/fields.ts'
import type { OutputOf } from '#src/web/api.ts'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'
import { clockTime } from '../moment.ts'

type Look = OutputOf<'roster.looks'>[number]

const columns = [
  { key: 'at', title: '时间', cell: ({ at }: Look) => clockTime(at) },
  { key: 'who', title: '谁', cell: ({ name }: Look) => name ?? '系统' },
  {
    key: 'post',
    title: '岗位',
    cell: ({ post, org }: Look) => [org, post].filter(Boolean).join(' ') || '—',
  },
  { key: 'what', title: '做了什么', cell: ({ title }: Look) => title },
  { key: 'why', title: '看了什么、为什么', cell: reasonOf },
]

/** Who looked at the record or changed it, when and why. */
export function LooksTab({ id }: { readonly id: number }) {
  const looks = useCall('roster.looks', { id })
  return (
    <Loaded of={looks} lines={8}>
      {(rows) => (
        <>
          <p className="muted">最近 {rows.length} 次查看和修改。完整号码的查看须说明用途。</p>
          <SimpleTable
            label="谁看过"
            columns={columns}
            rows={rows.map((row, index) => ({ ...row, index }))}
            rowKey={({ index }) => index}
            empty={<Empty title="还没有人看过这份档案" />}
          />
        </>
      )}
    </Loaded>
  )
}

function reasonOf({ detail }: Look): string {
  const { field, purpose } = (detail ?? {}) as { field?: string; purpose?: string }
  if (!field || !isFieldKey(field)) return '—'
  return `${fieldOf(field).title}${purpose ? `，用途：${purpose}` : ''}`
}
