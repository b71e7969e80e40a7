import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { masterKeyFile, masterKeyOf, openVault } from '#src/kernel/vault.ts'
import { startPostgres } from '#src/kernel/postgres.ts'
import { rebuildDuties } from '#src/duties/refresh.ts'
import { signInAt } from './accounts.ts'
import type { Bench } from './bench.ts'
import { benchCity, province } from './data/counties.ts'
import { fill, targetOf } from './data/fill.ts'
import type { Figure } from './figure.ts'
import { loadMaker } from './load/load.ts'
import { measures } from './measures/all.ts'
import { start } from './measures/start.ts'
import { reportOf, tableOf } from './report.ts'
import { startServer } from './server.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '20000' },
    json: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const people = Number(values.people)
const wanted = (name: string) => !values.only || values.only.split(',').includes(name)
const say = (line: string) => process.stderr.write(`${line}\n`)

const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-bench-'))
try {
  const served = await measureServing()
  const figures = [...served.figures, ...(await measureStarting())]
  const report = reportOf(people, served.postgres, figures)
  console.log(tableOf(report))
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Everything that needs the people and a server on them. */
async function measureServing(): Promise<{ postgres: string; figures: Figure[] }> {
  const store = await startPostgres({ dataDir, settings: { max_connections: '120' } })
  const today = systemClock.today()
  await migrate(store.url)
  const pool = openPool(store.url)
  const db = openDatabase(pool)
  const vault = await openVault(db, await masterKeyOf(db, dataDir))
  const load = loadMaker()
  try {
    const filled = await fill(pool, vault, people, today)
    say(`${people} people filled in ${filled.seconds.toFixed(1)} s`)
    await db.transaction().execute((tx) => rebuildDuties(tx, today))
    await buildPages(store.url)
    const server = await startServer(['src/main.ts', 'serve'], {
      DATABASE_URL: store.url,
      KEY_FILE: masterKeyFile(dataDir),
    })
    try {
      const target = targetOf(filled, people)
      const cookies = {
        county: await signInAt(pool, 'bench-county', target.homeId),
        city: await signInAt(pool, 'bench-city', benchCity(0).id),
        province: await signInAt(pool, 'bench-province', province.id),
      }
      const { counties } = filled
      const { url } = store
      const keyFile = masterKeyFile(dataDir)
      const { quick } = values
      const bench = {
        people,
        today,
        url,
        keyFile,
        pool,
        db,
        counties,
        server,
        cookies,
        target,
        load,
        quick,
      }
      return { postgres: await versionOf(bench), figures: await taken(bench) }
    } finally {
      await server.stop()
    }
  } finally {
    await load.stop()
    await db.destroy()
    await store.stop()
  }
}

/** The first start after a change of sources makes the pages, which takes time and memory. */
async function buildPages(url: string): Promise<void> {
  const server = await startServer(['src/main.ts', 'serve'], {
    DATABASE_URL: url,
    KEY_FILE: masterKeyFile(dataDir),
  })
  await server.stop()
}

async function taken(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, run } of measures.filter((measure) => wanted(measure.name))) {
    say(`measuring ${name} …`)
    figures.push(...(await run(bench).catch((error: unknown) => [failed(name, error)])))
  }
  return figures
}

/** One measure that cannot be taken does not spoil the others. */
function failed(what: string, error: unknown): Figure {
  process.exitCode = 1
  return { what, value: Number.NaN, unit: '', note: String(error) }
}

/** The program as it is started by those who use it, on the folder that is now filled. */
async function measureStarting(): Promise<Figure[]> {
  if (!wanted('start')) return []
  say('measuring start …')
  return start(dataDir)
}

async function versionOf({ pool }: Bench): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? 'unknown'
}
