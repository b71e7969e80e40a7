import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { CampaignPage, RestRow } from '#src/census/campaign.operations.ts'
import type { ProgressGroup } from '#src/census/campaign.ts'
import { Section } from '#src/web/kit/page.tsx'
import { StepPager } from '#src/web/kit/Pager.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'

interface RestProps {
  readonly campaign: CampaignPage
  readonly by: ProgressGroup
  readonly q: { readonly key: string; readonly at: number }
  readonly change: (patch: { key?: string; at?: number }) => void
}

const size = 50

/** Who is still to be checked: all, or those of the unit or community that was chosen. */
export function RestSection({ campaign, by, q, change }: RestProps) {
  const { id, units, communities } = campaign
  const chosen = (by === 'unit' ? units : communities).find(({ key }) => String(key ?? 0) === q.key)
  const of = chosen ? { [by === 'unit' ? 'unitId' : 'communityId']: Number(q.key) } : {}
  const rest = useCall('campaigns.rest', { id, ...of, from: q.at, limit: size }, { keep: true })
  return (
    <Section
      title={chosen ? `${chosen.name}未核实人员` : '未核实人员'}
      actions={
        chosen && (
          <Chip pressed onPress={() => change({ key: '', at: 0 })}>
            只看{chosen.name}
          </Chip>
        )
      }
    >
      <Loaded of={rest} lines={8}>
        {({ rows, total }) => (
          <>
            <SimpleTable
              label="未核实人员"
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              empty={<Empty title="都核实过了" />}
            />
            {total > 0 && (
              <StepPager
                total={total}
                at={q.at}
                size={size}
                shown={rows.length}
                onMove={(at) => change({ at })}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}

const columns: readonly SimpleColumn<RestRow>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ id, fullName }) => <Link to={`/roster/${id}`}>{fullName}</Link>,
  },
  { key: 'unit', title: '现管单位', cell: ({ unit }) => unit ?? '未登记' },
  { key: 'community', title: '社区', cell: ({ community }) => community ?? '未登记' },
  {
    key: 'verified',
    title: '上次核实',
    cell: ({ verifiedOn }) => (verifiedOn ? formatDay(verifiedOn) : '没有核实过'),
  },
]
