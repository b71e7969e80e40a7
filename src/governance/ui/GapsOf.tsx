import { orgKinds } from '#src/orgs/org.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Notice } from '#src/web/kit/bars.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { useCall } from '#src/web/useCall.ts'

interface GapsProps {
  readonly orgId: number
  readonly onSelect: (id: number) => void
}

/** What this organisation lacks for the work with retirees, and what those below it lack. */
export function GapsOf({ orgId, onSelect }: GapsProps) {
  const found = useCall('governance.gaps', { orgId })
  const rows = found.data?.rows ?? []
  const own = rows.find(({ id }) => id === orgId)
  const below = rows.filter(({ id }) => id !== orgId)
  return (
    <>
      {own && <Notice tone="warn">{own.gaps.join('；')}</Notice>}
      {below.length > 0 && (
        <Section title="工作力量缺项" note={`${found.data?.total} 个单位、支部`} flush>
          <SimpleTable
            label="工作力量缺项"
            rows={below}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'name',
                title: '单位、支部',
                cell: ({ id, name }) => (
                  <Button look="link" small onClick={() => onSelect(id)}>
                    {name}
                  </Button>
                ),
              },
              { key: 'kind', title: '类型', cell: ({ kind }) => orgKinds[kind] },
              { key: 'people', title: '老同志', align: 'right', cell: ({ people }) => people },
              { key: 'gaps', title: '缺项', cell: ({ gaps }) => gaps.join('；') },
            ]}
          />
        </Section>
      )}
    </>
  )
}
