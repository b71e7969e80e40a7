import { parseArgs } from 'node:util'
import type { Incident } from '#src/audit/incident.ts'
import { shanghaiTime } from '#src/audit/words.ts'
import { systemActor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { kindsInWords } from '#src/transparency/words.ts'
import { withPlatform } from './platform.ts'

const usage = `用法：incident --from 2026-11-21T08:00 --to 2026-11-21T18:00 [--account 账号] [--source 来源地址] [--json]
时间按北京时间。`

/** `incident`: what the report of a leak needs, from the trace: what, who, how many people, when. */
export async function incident(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      account: { type: 'string' },
      source: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const { from, to, account, source, json } = values
  if (!from || !to) {
    console.error(usage)
    return 2
  }
  return withPlatform(async (kernel) => {
    const span = { from: inChina(from), to: inChina(to) }
    const input = { ...span, ...(account && { account }), ...(source && { source }) }
    try {
      const data = (await execute(kernel, systemActor(), 'audit.incident', input)) as Incident
      if (json) console.log(JSON.stringify({ ...input, ...data }, null, 2))
      else for (const line of reportOf(data, input)) console.log(line)
      return 0
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      console.error(`${error.message}\n${usage}`)
      return 2
    }
  })
}

/** A moment without a zone is one by the clock in China. */
function inChina(text: string): string {
  const whole = /T\d\d:\d\d$/.test(text) ? `${text}:00` : text
  return /(Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+08:00`
}

interface Asked {
  readonly from: string
  readonly to: string
  readonly account?: string
  readonly source?: string
}

/** The report in the order of the form; what only people know is left to be filled in. */
export function reportOf(data: Incident, { from, to, account, source }: Asked): string[] {
  const moment = (at: Date | null) => (at ? shanghaiTime(at.toISOString()) : '无')
  const kinds = data.kinds.flatMap(({ kind, people }) => {
    const word = kindsInWords([kind])
    return word ? [`  ${word}：${people} 人`] : []
  })
  return [
    '事件报告数据（取自留痕；四小时内报告：国家网络安全事件报告管理办法第四条）',
    `范围：${shanghaiTime(from)} 至 ${shanghaiTime(to)}${account ? `，账号 ${account}` : ''}${source ? `，来源 ${source}` : ''}`,
    `涉及：${data.people} 人，查看 ${data.looks} 次；最早 ${moment(data.first)}，最晚 ${moment(data.last)}`,
    '涉及的信息：',
    ...(kinds.length ? kinds : ['  无']),
    '账号：',
    ...data.accounts.map(
      ({ account: who, name, org, post, people, looks, first, last, sources }) =>
        `  ${name ?? ''}（${who ?? ''}，${org ?? ''} ${post ?? ''}）：${people} 人 ${looks} 次，${moment(first)} 至 ${moment(last)}，来源 ${sources.join('、') || '未记'}`,
    ),
    '经由：',
    ...data.operations.map(({ operation, looks }) => `  ${operation}：${looks} 次`),
    `带出的文件：${data.exports.length} 份`,
    ...data.exports.map(
      ({ id, title, people, takenAt }) =>
        `  第 ${id} 号 ${title}：${people} 人，${takenAt ? `${moment(takenAt)}取走` : '未取'}`,
    ),
    `同期被拒的操作：${data.refused} 次`,
    '要告知的档案编号见 --json 的 retireeIds。',
    '请人工补写：事件类别和等级、原因、已采取的措施、影响范围以外的情况、联系人。',
  ]
}
