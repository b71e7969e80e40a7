import { useState } from 'react'
import { useParams } from 'react-router'
import { formatDay } from '#src/kernel/day.ts'
import type { CampaignPage as Campaign } from '#src/census/campaign.operations.ts'
import {
  cycles,
  progressGroups,
  rateOf,
  type ProgressGroup,
  type ProgressRow,
} from '#src/census/campaign.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { Bar, PageHead, Section, StatLink, Stats } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CampaignTag } from './CampaignTag.tsx'
import { count, Figure, percent } from './figures.tsx'
import { RestSection } from './RestSection.tsx'
import { useHref } from './useHref.ts'

const defaults = { by: 'unit', key: '', at: 0 }

/** How far one campaign has come, by unit and community, and who is still to be checked. */
export function CampaignPage() {
  const id = Number(useParams().id)
  const campaign = useCall('campaigns.get', { id })
  return (
    <Loaded of={campaign} lines={12}>
      {(found) => <Found campaign={found} />}
    </Loaded>
  )
}

function Found({ campaign }: { readonly campaign: Campaign }) {
  const may = useMay()
  const { today } = useSession()
  const [q, change] = useQueryState(defaults, ['at'])
  const href = useHref(defaults)
  const [closing, setClosing] = useState(false)
  const by: ProgressGroup = q.by === 'community' ? 'community' : 'unit'
  const { name, cycle, orgName, cutOffOn, fromOn, dueOn, openedBy, closedOn } = campaign
  const { people, verified, left, rest, result } = campaign
  const running = closedOn === null && fromOn <= today
  return (
    <>
      <PageHead
        title={name}
        note={`${cycles[cycle]}，${orgName}，${formatDay(fromOn)}至${formatDay(dueOn)}，${openedBy ?? '系统'}开展`}
        tags={<CampaignTag campaign={campaign} today={today} />}
        back={{ to: '/campaigns', title: '核实活动' }}
        actions={
          running && (
            <>
              {may('campaigns.manage') && (
                <Button onClick={() => setClosing(true)}>结束活动</Button>
              )}
              <ButtonLink to="/duties?rule=campaignVerification" look="primary">
                去登记核实
              </ButtonLink>
            </>
          )
        }
      />
      <Stats>
        <StatLink
          label="应核实"
          value={count(people)}
          unit="人"
          note={`${formatDay(cutOffOn)}在册`}
        />
        <StatLink label="已核实" value={count(verified)} unit="人" />
        <StatLink label="未核实" value={count(rest)} unit="人" />
        <StatLink label="期间离册" value={count(left)} unit="人" note="去世、转出等，不再核实" />
        <StatLink
          label="完成率"
          value={percent(rateOf(campaign))}
          note="已核实 ÷（已核实 + 未核实）"
        />
      </Stats>
      {result && closedOn && (
        <Notice>
          {formatDay(closedOn)}结束时：应核实 {count(result.people)} 人，已核实{' '}
          {count(result.verified)} 人，期间离册 {count(result.left)} 人，未核实 {count(result.rest)}{' '}
          人。
        </Notice>
      )}
      <Bar label="分组">
        {(Object.keys(progressGroups) as ProgressGroup[]).map((group) => (
          <Chip
            key={group}
            pressed={group === by}
            onPress={() => change({ by: group, key: '', at: 0 })}
          >
            按{progressGroups[group]}
          </Chip>
        ))}
      </Bar>
      <Section title={`各${progressGroups[by]}进度`} note="未核实多的在前" flush>
        <SimpleTable
          label={`各${progressGroups[by]}进度`}
          columns={columnsOf(progressGroups[by], (key) => href({ key, at: 0 }))}
          rows={by === 'unit' ? campaign.units : campaign.communities}
          rowKey={({ key }) => key ?? 0}
        />
      </Section>
      <RestSection campaign={campaign} by={by} q={q} change={change} />
      {closing && <CloseDialog campaign={campaign} onClose={() => setClosing(false)} />}
    </>
  )
}

interface CloseProps {
  readonly campaign: Campaign
  readonly onClose: () => void
}

function CloseDialog({ campaign: { id, rest }, onClose }: CloseProps) {
  const close = useCommand('campaigns.close', ['campaigns.', 'duties.', 'home.'])
  return (
    <ConfirmDialog
      title="结束核实活动"
      open
      onClose={onClose}
      action="结束"
      onConfirm={async () => {
        await close.mutateAsync({ id })
        toast('已结束，结果已保存')
      }}
    >
      <p>
        结束后保存结果，
        {rest > 0 ? `还没核实的 ${count(rest)} 人的应办事项随之撤销。` : '全部人员都已核实。'}
      </p>
    </ConfirmDialog>
  )
}

function columnsOf(
  title: string,
  to: (key: string) => string,
): readonly SimpleColumn<ProgressRow>[] {
  return [
    { key: 'name', title, cell: ({ name }) => name },
    { key: 'people', title: '应核实', align: 'right', cell: ({ people }) => people },
    { key: 'verified', title: '已核实', align: 'right', cell: ({ verified }) => verified },
    { key: 'left', title: '期间离册', align: 'right', cell: ({ left }) => left },
    {
      key: 'rest',
      title: '未核实',
      align: 'right',
      cell: ({ key, name, rest }) => (
        <Figure value={rest} name={`${name}未核实`} to={to(String(key ?? 0))} />
      ),
    },
    { key: 'rate', title: '完成率', align: 'right', cell: (row) => percent(rateOf(row)) },
  ]
}
