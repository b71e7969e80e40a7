import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { call } from '../accounts.ts'
import type { Bench, Measure } from '../bench.ts'
import type { BenchCounty } from '../data/counties.ts'
import { columnCount, writeRoster } from '../data/workbook.ts'
import type { Figure } from '../figure.ts'
import { forgetPeakOf, peakMemoryOf } from '../processes.ts'
import { timed } from '../stats.ts'
import { readAndCopyMs } from './readAndCopy.ts'

const mostRows = 100_000

/** A workbook uploaded, checked and committed as in the browser, beside reading it and COPY. */
export const imports: Measure = {
  name: 'imports',
  async run(bench) {
    const folder = mkdtempSync(join(tmpdir(), 'chongyang-roster-'))
    try {
      return await figuresOf(bench, join(folder, 'roster.xlsx'))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function figuresOf(bench: Bench, path: string): Promise<Figure[]> {
  const rows = Math.min(bench.people, mostRows)
  const county = bench.counties.find(({ bureau }) => bureau.id === bench.target.homeId)
  await writeRoster(path, county as BenchCounty, rows, Number(bench.today.slice(0, 4)))
  const bareMs = await readAndCopyMs(bench, path, columnCount)
  const before = await countOf(bench)
  forgetPeakOf(bench.server.pid)
  const id = await uploaded(bench, path)
  const check = await timed(() => reached(bench, id, 'checked'))
  const commit = await timed(async () => {
    await call(bench.server.port, bench.cookies.county, 'import.commit', { id, acceptClean: true })
    await reached(bench, id, 'committed')
  })
  const taken = (await countOf(bench)) - before
  return report(rows, taken, check.ms / 1000, commit.ms / 1000, bareMs / 1000, bench.server.pid)
}

function report(
  rows: number,
  taken: number,
  check: number,
  commit: number,
  bare: number,
  pid: number,
): Figure[] {
  const total = check + commit
  const most = (30 * rows) / mostRows
  const peak = peakMemoryOf(pid)
  return [
    { what: `xlsx of ${rows} rows checked`, value: check, unit: 's' },
    { what: `xlsx of ${rows} rows committed`, value: commit, unit: 's', note: `${taken} taken` },
    {
      what: `xlsx of ${rows} rows checked and committed`,
      value: total,
      unit: 's',
      limit: { is: 'reading the file and COPY', value: bare },
      aim: {
        text: '≤ 30 s for 100,000 rows, in proportion, and ≤ 2.5 × the limit',
        met: total <= most && total <= bare * 2.5,
      },
    },
    ...(peak === undefined
      ? []
      : [
          {
            what: 'most memory of the server meanwhile',
            value: peak,
            unit: 'MiB',
            aim: { text: '≤ 600 MiB', met: peak <= 600 },
          },
        ]),
  ]
}

async function uploaded({ server, cookies }: Bench, path: string): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ fileName: 'roster.xlsx', kind: 'roster' }))
  const response = await fetch(`http://127.0.0.1:${server.port}/api/import.upload?input=${input}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-requested-by': 'api',
      cookie: cookies.county,
    },
    body: readFileSync(path),
  })
  if (!response.ok) throw new Error(`import.upload: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { id: number }).id
}

/** Waits until the batch has a status; a batch that fails says why. */
async function reached({ pool }: Bench, id: number, wanted: string): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ status: string; message: string | null }>(
      'select status, message from import_batch where id = $1',
      [id],
    )
    const [batch] = rows
    if (batch?.status === wanted) return
    if (batch?.status === 'unreadable') throw new Error(`unreadable: ${batch.message}`)
    await pause(20)
  }
}

async function countOf({ pool }: Bench): Promise<number> {
  const { rows } = await pool.query<{ count: number }>('select count(*) from retiree')
  return rows[0]?.count ?? 0
}
