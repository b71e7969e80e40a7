import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { randomBytes, randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '#test/harness/office.ts'
import { openKey, readWrappedKey } from './keys.ts'
import { makeBackup } from './make.ts'
import { onServer } from './recover.ts'
import { drillBackup, restoreBackup } from './restore.ts'
import { findPlace } from './stream/slot.ts'
import { openLogWriter } from './stream/writer.ts'
import { verifyBackup } from './verify.ts'

const canary = '上官慕容-不得外泄'
let office: Office
let file = ''

beforeAll(async () => {
  office = await openOffice()
  file = `${office.dataDir}/out/one.backup`
  mkdirSync(`${office.dataDir}/files/ab`, { recursive: true })
  writeFileSync(`${office.dataDir}/files/ab/scan`, `扫描件 ${canary}`)
  await onServer(office.url(), (client) =>
    client.query(`create table kept as select n, '${canary}' || n as name
      from generate_series(1, 5000) n`),
  )
})
afterAll(() => office.end())

const make = () =>
  makeBackup({
    url: office.url(),
    dataDir: office.dataDir,
    file,
    master: office.master,
    outside: false,
  })

test('a backup of a running database restores, table for table, in place', async () => {
  const { manifest, master } = await make()
  expect(manifest.tables.find(({ table }) => table === 'public.kept')?.rows).toBe(5000)
  expect(master).toMatch(/^[0-9a-f]{8}$/)
  expect(existsSync(`${file}.part`)).toBe(false)
  const options = { file, dataDir: office.dataDir, master: office.master, logs: [] }
  expect((await drillBackup(options)).compared).toBe(manifest.tables.length)

  await onServer(office.url(), (client) => client.query('drop table kept'))
  await expect(restoreBackup(options)).rejects.toMatchObject({ code: 'postgres.folderInUse' })
  await office.stop()
  const { compared, kept } = await restoreBackup(options)
  expect(compared).toBe(manifest.tables.length)
  expect(kept.map((name) => name.split('.')[0])).toEqual(['files', 'postgres'])
  await office.start()
  const { rows } = await onServer(office.url(), (client) =>
    client.query('select count(*)::int as rows, max(name) as name from kept'),
  )
  expect(rows).toEqual([{ rows: 5000, name: `${canary}999` }])
  expect(readFileSync(`${office.dataDir}/files/ab/scan`, 'utf8')).toContain(canary)
})

// GB/T 22239-2019 8.1.4.8; 安全规格第 51、65 行
test('nothing of it can be read, and no byte of it altered, unseen', async () => {
  const bytes = readFileSync(file)
  for (const word of [canary, '扫描件', 'retiree', 'postgres/'])
    expect(bytes.includes(word)).toBe(false)
  const spoilt = `${office.dataDir}/out/spoilt.backup`
  const places = [0, 20, 30, 400, ...Array.from({ length: 8 }, () => randomInt(bytes.length))]
  for (const place of places) {
    const other = Buffer.from(bytes)
    other[place] = (other[place] as number) ^ (1 << randomInt(8))
    writeFileSync(spoilt, other)
    await expect(verifyBackup(spoilt, office.master), `byte ${place}`).rejects.toMatchObject({
      code: expect.stringMatching(/^backup\.(damaged|notOne)$/) as string,
    })
  }
  for (const length of [0, 10, 300, bytes.length - 1, Math.floor(bytes.length / 2)]) {
    writeFileSync(spoilt, bytes.subarray(0, length))
    await expect(verifyBackup(spoilt, office.master)).rejects.toMatchObject({
      kind: expect.any(String) as string,
    })
  }
  writeFileSync(spoilt, Buffer.concat([bytes, Buffer.from([0])]))
  await expect(verifyBackup(spoilt, office.master)).rejects.toMatchObject({
    code: 'backup.damaged',
  })
})

test('another master key is refused by name, and nothing is touched', async () => {
  const options = { file, dataDir: office.dataDir, master: randomBytes(32), logs: [] }
  await office.stop()
  await expect(restoreBackup(options)).rejects.toMatchObject({
    code: 'backup.wrongKey',
    message: expect.stringContaining('没有改动任何数据') as string,
  })
  await office.start()
  expect(existsSync(`${office.dataDir}/restoring`)).toBe(false)
  const { rows } = await onServer(office.url(), (client) =>
    client.query('select 1 as one from kept limit 1'),
  )
  expect(rows).toEqual([{ one: 1 }])
})

test('a power cut between the two names of a restore is made good at the next start', async () => {
  await office.stop()
  renameSync(`${office.dataDir}/postgres`, `${office.dataDir}/postgres.restored`)
  await office.start()
  const { rows } = await onServer(office.url(), (client) =>
    client.query('select count(*)::int as rows from kept'),
  )
  expect(rows).toEqual([{ rows: 5000 }])
})

test('a log sealed under a former master key ends, and a new one begins', async () => {
  const logs = `${office.dataDir}/backups/log`
  const first = await findPlace(office.url(), logs, office.master)
  const again = await findPlace(office.url(), logs, office.master)
  expect(again).toEqual(first)
  const key = await onServer(office.url(), (client) => readWrappedKey(client, office.master))
  const writer = openLogWriter(first.folder, first.stream, key, openKey(key, office.master))
  await writer.write({ lsn: first.from, at: Date.now(), bytes: Buffer.from('log') })
  await writer.close()
  expect((await findPlace(office.url(), logs, office.master)).from).toBe(first.from + 3)
  const other = await findPlace(office.url(), logs, randomBytes(32))
  expect(other.stream).not.toBe(first.stream)
})
