import { useState } from 'react'
import { Link } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import { cycles, rateOf, type CampaignRow } from '#src/census/campaign.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { PageHead, Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'
import { CampaignTag } from './CampaignTag.tsx'
import { OpenCampaignDialog } from './OpenCampaignDialog.tsx'
import { percent } from './figures.tsx'

/** Rounds of checking the records with the people: those open first. */
export function CampaignsPage() {
  const may = useMay()
  const { today } = useSession()
  const [open, setOpen] = useState(false)
  const campaigns = useCall('campaigns.list', {})
  const running = campaigns.data?.filter(({ closedOn }) => closedOn === null).length
  return (
    <>
      <PageHead
        title="核实活动"
        note={running === undefined ? undefined : `进行中 ${running} 次`}
        actions={
          may('campaigns.manage') && (
            <Button icon="plus" look="primary" onClick={() => setOpen(true)}>
              开展核实活动
            </Button>
          )
        }
      />
      <Section flush>
        <Loaded of={campaigns} lines={6}>
          {(rows) => (
            <SimpleTable
              label="核实活动"
              columns={columnsOf(today)}
              rows={rows}
              rowKey={({ id }) => id}
              empty={
                <Empty title="还没有开展过核实活动">
                  开展后，范围内每人列入应办事项；登记一次信息核实就算完成。
                </Empty>
              }
            />
          )}
        </Loaded>
      </Section>
      {open && <OpenCampaignDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function columnsOf(today: string): readonly SimpleColumn<CampaignRow>[] {
  return [
    {
      key: 'name',
      title: '名称',
      cell: ({ id, name }) => <Link to={`/campaigns/${id}`}>{name}</Link>,
    },
    { key: 'cycle', title: '类型', cell: ({ cycle }) => cycles[cycle] },
    { key: 'org', title: '范围', cell: ({ orgName }) => orgName },
    {
      key: 'days',
      title: '起止',
      cell: ({ fromOn, dueOn }) => `${formatDay(fromOn)}至${formatDay(dueOn)}`,
    },
    { key: 'people', title: '应核实', align: 'right', cell: ({ people }) => people },
    { key: 'verified', title: '已核实', align: 'right', cell: ({ verified }) => verified },
    { key: 'rest', title: '未核实', align: 'right', cell: ({ rest }) => rest },
    { key: 'rate', title: '完成率', align: 'right', cell: (row) => percent(rateOf(row)) },
    {
      key: 'state',
      title: '状态',
      cell: (row) => <CampaignTag campaign={row} today={today} />,
    },
  ]
}
