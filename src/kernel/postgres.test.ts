import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { asOrdinaryUser, nobody, postmasterOf, runVictim } from '#test/harness/victim.ts'
import { serversOn, untilNoServerOn } from '#test/harness/victim.ts'
import { startPostgres } from './postgres.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('the first start makes the database, a restart keeps what was written', async () => {
  const dataDir = newFolder()
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select current_database()::text, current_user::text')).toEqual([
      { current_database: 'chongyang', current_user: 'chongyang' },
    ])
    await ask(url, `create table kept as select '𬱖㛃·' as name`)
  })
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select name from kept')).toEqual([{ name: '𬱖㛃·' }])
  })
  expect(serversOn(dataDir)).toEqual([])
})

test('a commit waits for the disk, and the log is fit for copying away', async () => {
  const { url, stop } = await startPostgres({ dataDir: newFolder() })
  const shown = await ask(url, 'select name, setting from pg_settings')
  await stop()
  const settings = Object.fromEntries(shown.map(({ name, setting }) => [name, setting]))
  expect(settings).toMatchObject({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
    wal_level: 'replica',
    listen_addresses: '',
  })
})

test('what the caller sets outweighs the defaults', async () => {
  const settings = { max_connections: '21' }
  const { url, stop } = await startPostgres({ dataDir: newFolder(), fsync: false, settings })
  expect(await ask(url, 'show max_connections')).toEqual([{ max_connections: '21' }])
  await stop()
})

test('names sort by pinyin, as offices expect', async () => {
  await withServer(newFolder(), async (url) => {
    await ask(url, `create collation pinyin (provider = icu, locale = 'zh-u-co-pinyin')`)
    const names = await ask(
      url,
      `select name from unnest(array['张','李','王','阿']) name order by name collate pinyin`,
    )
    expect(names.map(({ name }) => name)).toEqual(['阿', '李', '王', '张'])
  })
})

test('a folder with a long name, spaces and Chinese works', async () => {
  const dataDir = `${newFolder()}/离退休干部 "数据"/${'深'.repeat(60)}`
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('a second start on the same folder is refused and names the process to stop', async () => {
  const dataDir = newFolder()
  await withServer(dataDir, async (url) => {
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'postgres.folderInUse',
      message: expect.stringContaining(`kill ${process.pid}`) as string,
    })
    expect(await runVictim(dataDir).said(/^refused/)).toContain('postgres.folderInUse')
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('of two starts at the same moment exactly one gets the folder', async () => {
  const dataDir = newFolder()
  const both = [runVictim(dataDir, 'forever'), runVictim(dataDir, 'forever')]
  const said = await Promise.all(both.map((each) => each.said(/^(ready|refused)/)))
  expect(said.map((line) => line.split(' ')[0]).sort()).toEqual(['ready', 'refused'])
  await Promise.all(both.map((each) => each.kill('SIGKILL')))
  await untilNoServerOn(dataDir)
})

test('a start waits for a predecessor that is just stopping', async () => {
  const dataDir = newFolder()
  const { stop } = await startPostgres({ dataDir, fsync: false })
  const stopped = stop()
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
  await stopped
})

test('kill -9 leaves no server behind and loses nothing that was acknowledged', async () => {
  const dataDir = newFolder()
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const child = runVictim(dataDir, 'forever')
    await child.said(/^kept/)
    await pause(100 + 150 * round)
    await child.kill('SIGKILL')
    acknowledged.push(...child.lines.flatMap((line) => line.match(/^kept (\d+)$/)?.slice(1) ?? []))
    if (round === 0) await untilNoServerOn(dataDir)
  }
  await withServer(dataDir, async (url) => {
    const list = `{${acknowledged.join()}}`
    const [found] = await ask(
      url,
      `select count(*)::int as rows from kept where id = any('${list}')`,
    )
    expect(found?.['rows']).toBe(acknowledged.length)
  })
})

test('kill -9 of the server itself brings it up again', async () => {
  await withServer(newFolder(), async (url, dataDir) => {
    await ask(url, 'create table kept as select 1 as one')
    process.kill(postmasterOf(dataDir), 'SIGKILL')
    expect(await askUntilAnswered(url, 'select one from kept')).toEqual([{ one: 1 }])
  })
})

test('a first start that was interrupted is done again', async () => {
  const dataDir = newFolder()
  const child = runVictim(dataDir)
  while (!existsSync(`${dataDir}/postgres.new/PG_VERSION`)) await pause(5)
  await child.kill('SIGKILL')
  expect(existsSync(`${dataDir}/postgres`)).toBe(false)
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
  expect(existsSync(`${dataDir}/postgres.new`)).toBe(false)
})

test('the note of a dead server does not stop the next, whoever has its number now', async () => {
  const dataDir = newFolder()
  await withServer(dataDir, async () => {})
  writeFileSync(`${dataDir}/postgres/postmaster.pid`, `${process.ppid}\n${dataDir}/postgres\n`)
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('a folder made by another version is refused, not touched', async () => {
  const dataDir = newFolder()
  mkdirSync(`${dataDir}/postgres`)
  writeFileSync(`${dataDir}/postgres/PG_VERSION`, '15\n')
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'postgres.otherVersion' })
  expect(readdirSync(`${dataDir}/postgres`)).toEqual(['PG_VERSION'])
})

test('a folder that cannot be written is refused with the way out', async () => {
  const dataDir = `${newFolder()}/file`
  writeFileSync(dataDir, '')
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({
    code: 'postgres.folderUnusable',
    message: expect.stringContaining('DATA_DIR') as string,
  })
})

test('a server that cannot start says why and frees the folder', async () => {
  const dataDir = newFolder()
  const settings = { shared_buffers: 'plenty' }
  await expect(startPostgres({ dataDir, fsync: false, settings })).rejects.toMatchObject({
    code: 'postgres.notStarted',
    message: expect.stringContaining('shared_buffers') as string,
  })
  await withServer(dataDir, async (url) => {
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('an ordinary user can run it, root can run it on his folder, and he again', async () => {
  const dataDir = newFolder()
  const ordinary = asOrdinaryUser()
  if (ordinary[0] === 'setpriv') chownSync(dataDir, nobody, nobody)
  for (const prefix of [ordinary, [], ordinary]) {
    const child = runVictim(dataDir, '', prefix)
    expect(await child.said(/^(kept|refused)/)).toMatch(/^kept/)
    await child.ended
  }
  const killed = runVictim(dataDir, 'forever', ordinary)
  await killed.said(/^kept/)
  await killed.kill('SIGKILL')
  await untilNoServerOn(dataDir)
})

function newFolder(): string {
  const folder = mkdtempSync(`${tmpdir()}/chongyang-test-${process.pid}-`)
  folders.push(folder)
  return folder
}

async function withServer(
  dataDir: string,
  use: (url: string, dataDir: string) => Promise<void>,
): Promise<void> {
  const { url, stop } = await startPostgres({ dataDir, fsync: false, log: () => {} })
  await use(url, dataDir).finally(stop)
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end())
  return rows
}

async function askUntilAnswered(url: string, sql: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await ask(url, sql).catch(() => undefined)
    if (rows) return rows
    await pause(50)
  }
}
