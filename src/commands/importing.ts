import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemActor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import type { Database, Tx } from '#src/kernel/db.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { checkFileInWorker } from '#src/roster/import/inWorker.ts'
import type { ImportKind } from '#src/roster/import/mapping.ts'
import type { ImportReport } from '#src/roster/import/report.ts'
import { openedReport, type StoredReport } from '#src/roster/intake/sealing.ts'
import { withPlatform } from './platform.ts'

const clean = 0
const unreadable = 2
const problems = 3
const mostLines = 20

const usage = `用法：
  import check  文件 [--kind roster|members] [--json]
  import commit 文件 [--kind roster|members] [--accept-clean] [--json]
  import undo   批次号 [--leave-conflicts] [--json]`

/** `import check|commit|undo`; exit 0 clean, 2 unreadable, 3 problems found. */
export async function importing(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      json: { type: 'boolean', default: false },
      'accept-clean': { type: 'boolean', default: false },
      'leave-conflicts': { type: 'boolean', default: false },
    },
  })
  const [verb, subject] = positionals
  if (!subject || !verb || !['check', 'commit', 'undo'].includes(verb)) {
    console.error(usage)
    return unreadable
  }
  try {
    if (verb === 'undo') return await undo(Number(subject), values['leave-conflicts'], values.json)
    const file = await readFile(resolve(subject))
    const source = { name: basename(subject), file, kind: kindOf(values.kind) }
    if (verb === 'check') return await check(source, values.json)
    return await commit(source, values['accept-clean'], values.json)
  } catch (error) {
    return sayRefusal(error, values.json)
  }
}

interface Source {
  readonly name: string
  readonly file: Buffer
  readonly kind: ImportKind | undefined
}

function kindOf(text: string | undefined): ImportKind | undefined {
  if (text === undefined || text === 'roster' || text === 'members') return text
  throw new Refusal(
    'invalid',
    'import.kind',
    '--kind 只能是 roster（花名册）或 members（党员名册）',
  )
}

async function check(source: Source, json: boolean): Promise<number> {
  const report = hasDatabase() ? await checkAgainstRoster(source) : await checkAlone(source)
  if (json) console.log(JSON.stringify(report))
  else sayReport(report)
  return report.issues.some(({ severity }) => severity === 'error') ? problems : clean
}

function hasDatabase(): boolean {
  if (process.env['DATABASE_URL']) return true
  return existsSync(resolve(process.env['DATA_DIR'] ?? './data', 'postgres'))
}

async function checkAlone({ name, file, kind }: Source): Promise<ImportReport> {
  const options = { name, today: systemClock.today(), ...(kind && { kind }) }
  const { report } = await checkFileInWorker(file, options)
  return report
}

class Done extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('checked')
    this.report = report
  }
}

/** Checks inside a transaction that is always taken back, so that nothing is written. */
async function checkAgainstRoster(source: Source): Promise<ImportReport> {
  return withPlatform(async (kernel) => {
    const bureau = await kernel.db
      .selectFrom('org')
      .select('id')
      .where('kind', '=', 'bureau')
      .limit(1)
      .executeTakeFirst()
    if (!bureau) return checkAlone(source)
    try {
      await kernel.db.transaction().execute(async (db) => {
        const inside = { ...kernel, db: nested(db) }
        const id = await uploadAndCheck(inside, source)
        throw new Done(await reportOf(inside, id))
      })
    } catch (error) {
      if (error instanceof Done) return error.report
      throw error
    }
    throw new Error('unreachable')
  })
}

/** A transaction that lets operations run in it as if each had its own. */
function nested(db: Tx): Database {
  const inner = { execute: (run: (tx: Tx) => Promise<unknown>) => run(db) }
  return new Proxy<Database>(db, {
    get(target, key) {
      if (key === 'transaction') return () => inner
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function uploadAndCheck(kernel: Kernel, source: Source): Promise<number> {
  const input = { fileName: source.name, ...(source.kind && { kind: source.kind }) }
  const uploaded = await execute(kernel, systemActor(), 'import.upload', input, {
    file: source.file,
  })
  const { id } = uploaded as { id: number }
  await execute(kernel, systemActor(), 'import.check', { id })
  return id
}

async function reportOf(kernel: Kernel, id: number): Promise<ImportReport> {
  const batch = await kernel.db
    .selectFrom('importBatch')
    .select(['report', 'message'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (!batch.report)
    throw new Refusal('invalid', 'import.unreadable', batch.message ?? '文件读不出来')
  return openedReport(kernel.vault, id, batch.report as unknown as StoredReport)
}

async function commit(source: Source, acceptClean: boolean, json: boolean): Promise<number> {
  return withPlatform(async (kernel) => {
    await execute(kernel, systemActor(), 'setup.prepare', {})
    const id = await uploadAndCheck(kernel, source)
    const report = await reportOf(kernel, id)
    await execute(kernel, systemActor(), 'import.commit', { id, acceptClean })
    await execute(kernel, systemActor(), 'import.apply', { id })
    const { created, updated } = await writtenBy(kernel, id)
    const left = report.rows - created - updated
    if (json) console.log(JSON.stringify({ batch: id, rows: report.rows, created, updated, left }))
    else console.log(`批次 ${id}：新增 ${created} 人，更新 ${updated} 人，未导入 ${left} 行`)
    return clean
  })
}

async function writtenBy(kernel: Kernel, id: number) {
  const rows = await kernel.db
    .selectFrom('importRow')
    .select(['decision', (is) => is.fn.countAll<number>().as('count')])
    .where('batchId', '=', id)
    .where('hasError', '=', false)
    .groupBy('decision')
    .execute()
  const count = (decision: string) => rows.find((row) => row.decision === decision)?.count ?? 0
  return { created: count('create'), updated: count('update') }
}

async function undo(id: number, leaveConflicts: boolean, json: boolean): Promise<number> {
  if (!Number.isInteger(id))
    throw new Refusal('invalid', 'import.batch', '请写批次号，例如 import undo 3')
  return withPlatform(async (kernel) => {
    const input = { id, leaveConflicts }
    const answer = await execute(kernel, systemActor(), 'import.undo', input)
    const { takenBack, conflicts } = answer as { takenBack: number; conflicts: unknown[] }
    if (json) console.log(JSON.stringify({ batch: id, takenBack, conflicts }))
    else console.log(`批次 ${id}：已撤回 ${takenBack} 人，保留 ${conflicts.length} 人`)
    return clean
  })
}

function sayReport(report: ImportReport): void {
  console.log(`${report.file}：${report.rows} 人，其中 ${report.clean} 人没有问题`)
  for (const { sheet, row, column, code, severity, value, message } of report.issues) {
    const where = [sheet, row ? `第 ${row} 行` : '', column ? `${column} 列` : ''].filter(Boolean)
    const kind = severity === 'error' ? '错误' : '提醒'
    console.log(`  ${kind} ${where.join(' ')} ${code}「${value}」${message}`)
  }
}

function sayRefusal(error: unknown, json: boolean): number {
  const missing = (error as { code?: string }).code === 'ENOENT'
  if (!missing && !(error instanceof Refusal)) throw error
  const message = missing ? '没有这个文件，请核对路径' : (error as Error).message
  const code = error instanceof Refusal ? error.code : 'import.noFile'
  if (json) console.log(JSON.stringify({ kind: 'refused', code, message }))
  else console.error(message)
  const lines = error instanceof Refusal && !json ? error.issues : []
  for (const line of lines.slice(0, mostLines)) console.error(`  ${line.message}`)
  if (lines.length > mostLines) console.error(`  ……共 ${lines.length} 处`)
  const undecided = code === 'import.undecided' || code === 'import.undoConflicts'
  return undecided ? problems : unreadable
}
