import type { Reader } from '../readers.ts'
import { download } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

const columns = [
  { key: 'unit', title: '单位', share: 18, cell: ({ unit }: Reader) => unit },
  {
    key: 'role',
    title: '岗位',
    share: 16,
    cell: ({ role, people }: Reader) => `${role}（${people} 人）`,
  },
  { key: 'because', title: '因为是', share: 16, cell: ({ because }: Reader) => because || '—' },
  { key: 'sees', title: '可以看', share: 28, cell: ({ sees }: Reader) => sees },
  {
    key: 'onPurpose',
    title: '写明用途后可以看',
    share: 22,
    cell: ({ onPurpose }: Reader) => onPurpose || '—',
  },
]

/** 「谁能看我的信息」: every organisation and post that can open the record now, and what of it. */
export function ReadersTab({ id }: { readonly id: number }) {
  const readers = useCall('transparency.readers', { id })
  return (
    <Loaded of={readers} lines={6}>
      {(rows) => (
        <div className="stack">
          <div className="actions">
            <Button icon="print" onClick={() => download('transparency.readersSheet', { id })}>
              打印给本人
            </Button>
          </div>
          <p className="muted">
            系统管理员、安全管理员和审计管理员看不到业务信息。每次查看都留有记录，列在“谁看过”里。
          </p>
          <SimpleTable
            label="谁能看"
            columns={columns}
            rows={rows.map((row, index) => ({ ...row, index }))}
            rowKey={({ index }) => index}
            empty={<Empty title="目前没有岗位能看这份档案" />}
          />
        </div>
      )}
    </Loaded>
  )
}
