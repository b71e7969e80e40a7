import type { BackupHealth } from '#src/backup/health.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Columns, PageHead, Section, Stack } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'
import { secondsTime } from '#src/web/kit/moment.ts'
import { sizeText } from './words.ts'

/** Whether what the office has would survive the loss of its computer, and how to get it back. */
export function BackupPage() {
  const health = useCall('platform.health', {}, { every: 60_000 })
  return (
    <>
      <PageHead title="备份" note="上一次完好的备份、变更日志，以及怎样恢复" />
      <Loaded of={health} lines={6}>
        {(found) => (
          <>
            {found.alarms.map((alarm) => (
              <Notice key={alarm} tone="err">
                {alarm}
              </Notice>
            ))}
            <Columns split="1:1">
              <Stack>
                <LastBackup last={found.last} />
                <KeptLog log={found.log} />
              </Stack>
              <HowTo />
            </Columns>
          </>
        )}
      </Loaded>
    </>
  )
}

function LastBackup({ last }: Pick<BackupHealth, 'last'>) {
  const facts = last && [
    { label: '备份的时刻', value: secondsTime(last.at) },
    { label: '核对', value: `${last.tables} 张表，写完已重新读出` },
    { label: '大小', value: sizeText(last.bytes) },
    { label: '文件', value: last.file },
  ]
  return (
    <Section title="上一次完好的备份">
      {facts ? <KeyValue facts={facts} /> : <p>还没有。程序启动约十分钟后会做第一份。</p>}
    </Section>
  )
}

function KeptLog({ log }: Pick<BackupHealth, 'log'>) {
  const state = log?.active ? (
    <Tag tone="ok">正在保存</Tag>
  ) : (
    <Tag tone={log ? 'err' : 'plain'}>{log ? '已中断' : '没有开启'}</Tag>
  )
  const behind = log ? sizeText(log.behindBytes) : undefined
  return (
    <Section title="变更日志" note="有了它，可以恢复到备份之后的任何一秒">
      <KeyValue
        facts={[
          { label: '状态', value: state },
          ...(behind ? [{ label: '尚未保存', value: behind }] : []),
        ]}
      />
    </Section>
  )
}

function HowTo() {
  return (
    <Section title="怎样备份与恢复">
      <div className="stack">
        <p>在服务器的程序目录里执行：</p>
        <ul>
          <li>
            立即备份：<code>npm run -s cli -- backup 文件</code>
          </li>
          <li>
            演练，不动现有数据：<code>npm run -s cli -- restore 文件 --check</code>
          </li>
          <li>
            恢复，先停止程序：<code>npm run -s cli -- restore 文件 --to 时间</code>
          </li>
        </ul>
        <p>主密钥不在备份里，请与备份分开保管；丢了它，任何备份都打不开。</p>
      </div>
    </Section>
  )
}
