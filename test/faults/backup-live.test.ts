import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepBackups } from '#src/backup/keeper.ts'
import { nightlies, prune } from '#src/backup/nightly.ts'
import { onServer } from '#src/backup/recover.ts'
import { drillBackup, restoreBackup } from '#src/backup/restore.ts'
import { makeBackup } from '#src/backup/make.ts'
import { currentStream } from '#src/backup/stream/slot.ts'
import { verifyBackup } from '#src/backup/verify.ts'
import { openOffice, type Office } from '#test/harness/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await onServer(office.url(), (client) =>
    client.query('create table kept (id bigserial primary key, writer int)'),
  )
})
afterAll(() => office.end())

const backupTo = (file: string) => {
  const { dataDir, master } = office
  return makeBackup({ url: office.url(), dataDir, file, master, outside: false })
}

interface Written {
  readonly id: number
  readonly at: number
}

/** Writers that note each row that was acknowledged, and when. */
async function startWriters(count: number) {
  const written: Written[] = []
  let going = true
  const writers = Array.from({ length: count }, async (_, writer) => {
    const client = new pg.Client(office.url())
    await client.connect()
    while (going) {
      const { rows } = await client.query<{ id: string }>(
        'insert into kept (writer) values ($1) returning id',
        [writer],
      )
      written.push({ id: Number(rows[0]?.id), at: Date.now() })
    }
    await client.end()
  })
  return {
    written,
    async stop() {
      going = false
      await Promise.all(writers)
    },
  }
}

// 安全规格第 63、64 行，故障 F9
test('under eight writers no row acknowledged before the moment of the backup is missing', async () => {
  const writers = await startWriters(8)
  await pause(300)
  const file = `${office.dataDir}/out/busy.backup`
  const { manifest } = await backupTo(file)
  await pause(200)
  await writers.stop()
  const { dataDir, master } = office
  const options = { file, dataDir, master, logs: [] }
  expect((await drillBackup(options)).compared).toBe(manifest.tables.length)
  expect(manifest.tables.length).toBeGreaterThan(20)

  await office.stop()
  await restoreBackup(options)
  await office.start()
  const found = await onServer(office.url(), (client) =>
    client.query<{ id: string }>('select id::text from kept'),
  )
  const ids = new Set(found.rows.map(({ id }) => Number(id)))
  const owed = writers.written.filter(({ at }) => at <= Date.parse(manifest.at))
  expect(owed.length).toBeGreaterThan(100)
  expect(owed.filter(({ id }) => !ids.has(id))).toEqual([])
})

// 故障 F11；安全规格第 65 行
test('fifty bits turned one at a time are noticed, every one', async () => {
  const file = `${office.dataDir}/out/small.backup`
  await backupTo(file)
  const bytes = readFileSync(file)
  const spoilt = `${office.dataDir}/out/spoilt.backup`
  let noticed = 0
  for (let round = 0; round < 50; round++) {
    const place = randomInt(bytes.length)
    const other = Buffer.from(bytes)
    other[place] = (other[place] as number) ^ (1 << randomInt(8))
    writeFileSync(spoilt, other)
    await verifyBackup(spoilt, office.master).catch(() => noticed++)
  }
  expect(noticed).toBe(50)
})

// 安全规格第 63 行
test('a running server backs itself up, says when it did, and keeps only what is wanted', async () => {
  const complaints: string[] = []
  const { dataDir, master } = office
  const folder = `${dataDir}/backups`
  const keeper = keepBackups({
    url: office.url(),
    dataDir,
    master,
    complain: (sentence) => complaints.push(sentence),
    firstLookMs: 500,
    lookEveryMs: 200,
  })
  const noted = () =>
    onServer(office.url(), (client) =>
      client.query(`select value from setting where key = 'backup.last'`),
    )
  while ((await noted()).rows.length === 0) {
    if (complaints.length) throw new Error(complaints.join())
    await pause(100)
  }
  const stream = await currentStream(office.url())
  await keeper.stop()
  const [made] = await nightlies(folder)
  expect(made?.head.stream).toBe(stream)
  await verifyBackup(made?.file ?? '', master)
  expect(complaints).toEqual([])
  copyFileSync(made?.file ?? '', `${folder}/chongyang-20200101-030000.backup`)
  mkdirSync(`${folder}/log/chongyang_log_former`)
  await prune(folder, `${folder}/log`, stream, 1)
  expect(await nightlies(folder)).toEqual([made])
  expect(readdirSync(`${folder}/log`)).toEqual([stream])
})
