import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#src/kernel/migrate.ts'
import { startPostgres } from '#src/kernel/postgres.ts'

const types = { int8: 'number', date: 'string' }

/** Writes src/kernel/tables.gen.ts from the migrations, through a scratch database. */
const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-tables-'))
const postgres = await startPostgres({ dataDir, fsync: false })
try {
  await migrate(postgres.url)
  const words = [
    '--dialect',
    'postgres',
    '--camel-case',
    '--date-parser',
    'string',
    '--type-mapping',
    JSON.stringify(types),
    '--exclude-pattern',
    'trace_*',
    '--out-file',
    'src/kernel/tables.gen.ts',
    '--url',
    postgres.url,
  ]
  const generator = 'node_modules/kysely-codegen/dist/cli/bin.js'
  spawnSync(process.execPath, [generator, ...words], { stdio: 'inherit' })
} finally {
  await postgres.stop()
  rmSync(dataDir, { recursive: true })
}
