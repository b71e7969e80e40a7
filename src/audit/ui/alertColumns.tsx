import type { Alert } from '#src/audit/alert.operations.ts'
import { alertRules } from '#src/audit/alerts/alert.ts'
import { Button } from '#src/web/kit/Button.tsx'
import type { SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'

/** The columns of the alerts; with a button where the reader closes them. */
export function alertColumns(
  closed: boolean,
  onClose: ((alert: Alert) => void) | undefined,
): readonly SimpleColumn<Alert>[] {
  return [
    ...facts,
    ...(closed ? closing : []),
    ...(onClose
      ? [
          {
            key: 'act',
            title: '办理',
            cell: (alert: Alert) => (
              <Button small look="link" onClick={() => onClose(alert)}>
                处理
              </Button>
            ),
          },
        ]
      : []),
  ]
}

const facts: readonly SimpleColumn<Alert>[] = [
  { key: 'at', title: '时间', cell: ({ at }) => <span className="nowrap">{secondsTime(at)}</span> },
  {
    key: 'rule',
    title: '告警',
    cell: ({ rule }) => <Tag tone="warn">{alertRules[rule]?.title ?? rule}</Tag>,
  },
  {
    key: 'who',
    title: '人员',
    cell: ({ name, account }) => (account ? `${name}（${account}）` : '平台'),
  },
  { key: 'org', title: '单位', cell: ({ org }) => org ?? '' },
  { key: 'says', title: '情况', cell: (alert) => saysOf(alert) },
]

const closing: readonly SimpleColumn<Alert>[] = [
  { key: 'note', title: '核实情况', cell: ({ note }) => note },
  {
    key: 'closedBy',
    title: '处理',
    cell: ({ closedBy, closedAt }) => (closedAt ? `${closedBy} ${secondsTime(closedAt)}` : ''),
  },
]

/** What happened, with its figures. */
export function saysOf({ rule, detail }: Pick<Alert, 'rule' | 'detail'>): string {
  const says = alertRules[rule]?.says ?? rule
  const number = (key: string) => Number(detail[key])
  if (rule === 'harvest') return `${says}：${number('persons')} 人，平时 ${number('usual')} 人`
  if (rule === 'twoPlaces') return `${says}：${String(detail['from'])}、${String(detail['to'])}`
  if (rule === 'verification') return `${says}：${number('findings')} 处`
  if (typeof detail['place'] === 'string') return `${says}：${detail['place']}`
  return says
}
