import { Link } from 'react-router'
import { useToCheck } from '#src/approvals/ui/useToCheck.ts'
import { useOpenAlerts } from '#src/audit/ui/useOpenAlerts.ts'
import { useBackupAlarms } from '#src/backup/ui/useBackupAlarms.ts'
import { usePending } from '#src/roster/ui/usePending.ts'
import { useOpenNotices } from '#src/staff/ui/useOpenNotices.ts'
import { useWaitingTickets } from '#src/tickets/ui/useWaitingTickets.ts'
import { useUnanswered } from '#src/transparency/ui/useUnanswered.ts'
import { Section } from '#src/web/kit/page.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

interface Waiting {
  readonly label: string
  readonly count: number
  readonly unit: string
  readonly to: string
}

/** What other people wait for: to be checked, answered, verified or looked into by this post. */
export function WaitingSection() {
  const waiting = [...useRequests(), ...useCampaigns(), ...useAlarms()]
  return (
    <Section title="等您处理">
      {waiting.length === 0 ? (
        <p className="muted">没有等您复核、核实或答复的事项。</p>
      ) : (
        <ul className="count-list">
          {waiting.map(({ label, count, unit, to }) => (
            <li key={label}>
              <span>{label}</span>
              <Link to={to}>
                {count.toLocaleString('zh-CN')} {unit}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function useRequests(): readonly Waiting[] {
  return some([
    ['转来待接收和超期的事项', useWaitingTickets(), '件', '/tickets'],
    ['等您复核的申请', useToCheck(), '件', '/approvals'],
    ['待核实的更正申请', usePending(), '件', '/roster/requests'],
    ['待答复的疑问和待复核的紧急查看', useUnanswered(), '件', '/transparency'],
  ])
}

/** Rounds of verification under way, by who is still to be verified. */
function useCampaigns(): readonly Waiting[] {
  const may = useMay()
  const campaigns = useCall('campaigns.list', {}, { enabled: may('campaigns.read') })
  const open = campaigns.data?.filter(({ closedOn }) => closedOn === null) ?? []
  return some(open.map(({ id, name, rest }) => [`${name}，未核实`, rest, '人', `/campaigns/${id}`]))
}

function useAlarms(): readonly Waiting[] {
  return some([
    ['待处理的安全告警', useOpenAlerts(), '条', '/alerts'],
    ['待处理的账号安全事项', useOpenNotices(), '项', '/security'],
    ['备份需要处理', useBackupAlarms(), '项', '/backups'],
  ])
}

type Line = readonly [label: string, count: number | undefined, unit: string, to: string]

function some(lines: readonly Line[]): readonly Waiting[] {
  return lines.flatMap(([label, count, unit, to]) => (count ? [{ label, count, unit, to }] : []))
}
