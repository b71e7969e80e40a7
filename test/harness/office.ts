import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { startPostgres, type Postgres } from '#src/kernel/postgres.ts'
import { masterKeyOf, openVault } from '#src/kernel/vault.ts'

/** A small office: a data folder with its running database, one table to write into, and keys. */
export async function openOffice() {
  const dataDir = mkdtempSync(`${tmpdir()}/chongyang-test-${process.pid}-`)
  let server = await startPostgres({ dataDir, log: () => {} })
  await migrate(server.url)
  const master = await ready(server, dataDir)
  return {
    dataDir,
    master,
    url: () => server.url,
    stop: () => server.stop(),
    async start() {
      server = await startPostgres({ dataDir, log: () => {} })
    },
    async end() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>

async function ready(server: Postgres, dataDir: string): Promise<Buffer> {
  const db = openDatabase(openPool(server.url, 2))
  const master = await masterKeyOf(db, dataDir)
  await openVault(db, master)
  await db.destroy()
  if (!master) throw new Error('no master key was made')
  return master
}
