import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { long } from '../faults/rounds.ts'

const home = fileURLToPath(new URL('../../', import.meta.url))
const kept = `${home}node_modules/.cache/chongyang-figures.jsonl`
const page = `${home}docs/reliability.md`
const [from, to] = [
  '<!-- 以下由 npm run test:faults 写出 -->',
  '<!-- 以上由 npm run test:faults 写出 -->',
]

interface Noted {
  readonly what: string
  readonly found: string
  readonly test: string
}

/** Notes what a long run found, for docs/reliability.md; other runs repeat too little to be quoted. */
export function noteFigure(what: string, found: string, test: string): void {
  if (!long) return
  mkdirSync(`${home}node_modules/.cache`, { recursive: true })
  appendFileSync(kept, `${JSON.stringify({ what, found, test } satisfies Noted)}\n`)
}

export function forgetFigures(): void {
  if (long) rmSync(kept, { force: true })
}

/** Writes what was noted into the page; what was not tried this time leaves it. */
export function writeFigures(today: string): void {
  if (!long || !existsSync(kept)) return
  const noted = readFileSync(kept, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Noted)
    .sort((a, b) => (a.test < b.test ? -1 : 1))
  const rows = noted.map(({ what, found, test }) => `| ${what} | ${found} | \`${test}\` |`)
  const machine = `${cpus().length} 核、${Math.round(totalmem() / 2 ** 30)} GiB`
  const section = [
    from,
    '',
    `${today} 在 ${machine} 的机器上:`,
    '',
    '| 项目 | 结果 | 测试 |',
    '| --- | --- | --- |',
    ...rows,
    '',
    to,
  ].join('\n')
  const text = readFileSync(page, 'utf8')
  const start = text.indexOf(from)
  const end = text.indexOf(to)
  if (start < 0 || end < 0) throw new Error('docs/reliability.md has lost its marks')
  writeFileSync(page, text.slice(0, start) + section + text.slice(end + to.length))
}
