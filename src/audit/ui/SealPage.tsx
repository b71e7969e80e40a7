import { useState } from 'react'
import { checkedDays, inGroups } from '#src/audit/words.ts'
import type { SealLine, SteadyLine } from '#src/audit/seal.operations.ts'
import { fetchFile, sentenceOf, type OutputOf } from '#src/web/api.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Bar, PageHead, Section } from '#src/web/kit/page.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Empty, Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay, useSession } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { useQueryState } from '#src/web/useQueryState.ts'
import { CheckResult } from './CheckResult.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'
import { RestoreDialog } from './RestoreDialog.tsx'

type Days = keyof typeof checkedDays

const columns: readonly SimpleColumn<SealLine>[] = [
  { key: 'n', title: '封印号', share: 12, cell: ({ n }) => `第 ${n} 号` },
  { key: 'at', title: '时间', share: 20, cell: ({ at }) => secondsTime(at) },
  {
    key: 'count',
    title: '留痕行数',
    share: 12,
    align: 'right',
    cell: ({ count, purge }) => (purge ? `到期清除 ${count}` : count),
  },
  { key: 'hash', title: '校验码', cell: ({ hash }) => <code>{inGroups(hash)}</code> },
]

/** That nobody has altered the trace: its seals, where they are kept, and their verification. */
export function SealPage() {
  const [q, change] = useQueryState({ before: 0 })
  const state = useCall('audit.seals', q.before ? { before: q.before } : {}, { keep: true })
  const last = state.data?.seals.at(-1)?.n ?? 0
  return (
    <>
      <PageHead title="封印与核验" note="留痕每 5 秒封印一次，前后相连，签名后抄存到数据库之外" />
      <Verify />
      <Loaded of={state} lines={8}>
        {({ seals, checks, places, publicKey, steady }) => (
          <>
            {steady && <SteadyNote steady={steady} />}
            {checks[0] && <CheckResult check={checks[0]} />}
            <Section title="最近封印">
              <SimpleTable
                label="最近封印"
                columns={columns}
                rows={seals}
                rowKey={({ n }) => n}
                empty={<Empty title="还没有封印">有操作留痕后几秒内自动封印</Empty>}
              />
              <nav className="pager" aria-label="翻页">
                <Button small disabled={!q.before} onClick={() => change({ before: 0 })}>
                  最新
                </Button>
                <Button small disabled={last <= 1} onClick={() => change({ before: last })}>
                  较早
                </Button>
              </nav>
            </Section>
            <Kept places={places} publicKey={publicKey} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** That the steady check runs: a minute without it is a fault. */
function SteadyNote({ steady }: { readonly steady: SteadyLine }) {
  const { at, tookMs, rows, walked, roundDone } = steady
  const round = roundDone
    ? `逐行重读上一遍完成于 ${secondsTime(roundDone)}`
    : `逐行重读到第 ${walked} 号封印`
  const last = `${secondsTime(at)} 比对 ${rows} 行，用时 ${(tookMs / 1000).toFixed(1)} 秒`
  return (
    <Notice tone="info">
      随时核对：每 20 秒比对全部留痕有无增删改。最近一次 {last}；{round}。
    </Notice>
  )
}

function Verify() {
  const { today } = useSession()
  const may = useMay()
  const [days, setDays] = useState<Days>('7')
  const [day, setDay] = useState(today)
  const verify = useCommand('audit.verify', ['audit.seals'])

  async function run() {
    try {
      const { findings } = await verify.mutateAsync({ days })
      if (findings.length) toast(`发现 ${findings.length} 处问题`, 'err')
      else toast('没有发现改动')
    } catch (error) {
      toast(sentenceOf(error), 'err')
    }
  }

  if (!may('trace.verify')) return null
  return (
    <Section>
      <Bar label="核验与封印单">
        <Select
          layout="inline"
          label="核验范围"
          options={optionsOf(checkedDays)}
          value={days}
          onChange={(value) => setDays(value as Days)}
        />
        <Button look="primary" icon="shield" busy={verify.isPending} onClick={() => void run()}>
          核验
        </Button>
        <DateText wholeDay layout="inline" label="封印单日期" value={day} onChange={setDay} />
        <Button icon="print" onClick={() => void takeSheet(day)}>
          下载封印单
        </Button>
      </Bar>
    </Section>
  )
}

async function takeSheet(day: string): Promise<void> {
  await fetchFile('audit.sealSheet', { day }).catch((error: unknown) =>
    toast(sentenceOf(error), 'err'),
  )
}

type State = OutputOf<'audit.seals'>

function Kept({ places, publicKey }: Pick<State, 'places' | 'publicKey'>) {
  const may = useMay()
  const [accepting, setAccepting] = useState(false)
  const facts = places.map(({ title, folder, n }) => ({
    label: title,
    value: n === null ? `${folder}（读不出来）` : `${folder}，到第 ${n} 号`,
    wide: true,
  }))
  const key = {
    label: '签名公钥',
    value: publicKey ? inGroups(publicKey) : '首次封印时生成',
    wide: true,
  }
  return (
    <Section
      title="抄存"
      note="数据库之外另存一份，用来核对；异地抄存的文件夹由系统管理员安装时指定"
      actions={
        may('trace.verify') && (
          <Button small look="link" onClick={() => setAccepting(true)}>
            认可数据库恢复
          </Button>
        )
      }
    >
      <KeyValue columns={1} facts={[...facts, key]} />
      <RestoreDialog open={accepting} onClose={() => setAccepting(false)} />
    </Section>
  )
}
