import { readdirSync, rmSync, truncateSync, writeFileSync, readFileSync, cpSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '#test/harness/office.ts'
import { makeBackup } from '#src/backup/make.ts'
import { onServer } from '#src/backup/recover.ts'
import { restoreBackup } from '#src/backup/restore.ts'
import { keepLog, type KeptLog } from '#src/backup/stream/keepLog.ts'
import { findPlace } from '#src/backup/stream/slot.ts'

let office: Office
let log: KeptLog
const complaints: unknown[] = []
const logs = () => `${office.dataDir}/backups/log`
const file = () => `${office.dataDir}/backups/one.backup`

beforeAll(async () => {
  office = await openOffice()
  log = keep()
  await untilKept()
  await ask('create table kept (n int primary key, at timestamptz default clock_timestamp())')
  await ask('insert into kept select generate_series(1, 1000)')
})
afterAll(async () => {
  await log.stop()
  await office.end()
})

function keep(): KeptLog {
  const { master } = office
  return keepLog({
    url: office.url(),
    logs: logs(),
    master,
    complain: (error) => complaints.push(error),
    everyMs: 100,
  })
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  return (await onServer(office.url(), (client) => client.query(sql))).rows
}

/** Until everything written so far is confirmed as kept. */
async function untilKept(): Promise<void> {
  const [now] = await ask('select pg_current_wal_flush_lsn()::text as lsn')
  const lsn = String(now?.['lsn'])
  for (;;) {
    const [slot] = await ask(
      `select count(*)::int as slots from pg_replication_slots where restart_lsn >= '${lsn}'::pg_lsn`,
    )
    if (complaints.length) throw complaints[0]
    if (slot?.['slots'] === 1) return
    await pause(50)
  }
}

async function restoreTo(to: string) {
  const { master, dataDir } = office
  return restoreBackup({ file: file(), dataDir, master, to, logs: [logs()] })
}

// 故障 F9、F10、F11
test('a deletion by mistake is undone to the second before; later times and gaps are told', async () => {
  const { master, dataDir } = office
  const made = await makeBackup({
    url: office.url(),
    dataDir,
    file: file(),
    master,
    outside: false,
  })
  expect(made.manifest.log?.stream).toMatch(/^chongyang_log_/)
  await ask('insert into kept select generate_series(1001, 3000)')
  const [before] = await ask('select clock_timestamp() as at')
  await pause(1100)
  await ask('delete from kept where n > 10')
  await untilKept()
  await pause(500)
  await log.stop()
  await office.stop()

  const good = new Date(before?.['at'] as Date).toISOString()
  await expect(restoreTo('2100-01-01T00:00:00Z')).rejects.toMatchObject({
    code: 'backup.tooLate',
    message: expect.stringMatching(/变更日志只到 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) as string,
  })
  await expect(restoreTo('2020-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'backup.tooEarly' })

  cpSync(logs(), `${dataDir}/spoilt`, { recursive: true })
  const [stream = ''] = readdirSync(`${dataDir}/spoilt`)
  const names = readdirSync(`${dataDir}/spoilt/${stream}`).filter((name) => name.endsWith('.log'))
  const part = `${dataDir}/spoilt/${stream}/${names.sort().at(-1)}`
  const bytes = readFileSync(part)
  const spoilt = () =>
    restoreBackup({ file: file(), dataDir, master, to: good, logs: [`${dataDir}/spoilt`] })
  for (const harm of [
    () =>
      writeFileSync(
        part,
        Buffer.concat([bytes.subarray(0, -9), Buffer.from('x'), bytes.subarray(-8)]),
      ),
    () => truncateSync(part, Math.floor(bytes.length / 2)),
    () => rmSync(part),
  ]) {
    harm()
    await expect(spoilt()).rejects.toMatchObject({ code: 'backup.damaged' })
    writeFileSync(part, bytes)
  }

  await restoreTo(good)
  await office.start()
  expect(await ask('select count(*)::int as rows from kept')).toEqual([{ rows: 3000 }])

  const before2 = (await findPlace(office.url(), logs(), master)).stream
  expect(before2).not.toBe(stream)
  await office.stop()
  const { at } = await restoreTo('latest')
  expect(Date.parse(at)).toBeGreaterThan(Date.parse(good))
  await office.start()
  expect(await ask('select count(*)::int as rows from kept')).toEqual([{ rows: 10 }])
  log = keep()
})
