import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteFigure } from '../harness/figures.ts'
import { useProgram } from '../harness/server.ts'
import { rounds } from './rounds.ts'

const program = await useProgram()
const kinds = rounds(1, 4)
let owner: pg.Client

beforeAll(async () => {
  await program.setUp(await program.serve())
  owner = new pg.Client(socketOf(program.dataDir))
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  program.end()
})

/** The owner's way into the running database: the fourth and fifth line of the server's own note. */
function socketOf(dataDir: string): pg.ClientConfig {
  const [, , , port, host = ''] = readFileSync(`${dataDir}/postgres/postmaster.pid`, 'utf8').split(
    '\n',
  )
  return { host, port: Number(port), user: 'chongyang', database: 'chongyang' }
}

const count = async (text: string): Promise<number> =>
  Number((await owner.query<{ count: string }>(text)).rows[0]?.count)

/** Something happens, is sealed, and has been compared once. */
async function something(): Promise<void> {
  for (let look = 0; look < 5; look++) await program.call('orgs.list', { wrong: look })
  await program.call('session.confirm', { password: 'wrong' })
  const waiting = `select count(*) from trace
    where xid >= coalesce((select to_xid from seal order by n desc limit 1), '0')`
  await expect.poll(() => count(waiting)).toBe(0)
  const steady = () => readFileSync(`${program.dataDir}/anchors/steady.json`, 'utf8')
  await expect
    .poll(() => JSON.parse(steady()).print.last as number)
    .toBe(await count('select max(n) as count from seal'))
}

const some = '(select id from trace order by random() limit 1)'
const harms = {
  改: `update trace set source = '10.9.9.9' where id = ${some}`,
  删: `delete from trace where id = ${some}`,
  添: `insert into trace (at, operation, outcome, name, subject, xid)
    select at, operation, outcome, name, subject, xid from trace where id = ${some}`,
  截: `delete from trace where xid >= (select from_xid from seal order by n desc limit 1);
    delete from seal where n = (select max(n) from seal)`,
}

/** Seconds from the harm to the result on the audit administrator's page. */
async function secondsToFind(harm: string): Promise<number> {
  await something()
  const before = await count('select count(*) from seal_check')
  await owner.query(`begin; set local session_replication_role = replica; ${harm}; commit`)
  const begun = performance.now()
  while ((await count('select count(*) from seal_check')) === before) await pause(50)
  return (performance.now() - begun) / 1000
}

// What the owner of the tables does to the trace of a running server is found within a minute.
test('edits, deletions, insertions and a cut tail are found while the server runs', async () => {
  const took: number[] = []
  const tried = Object.entries(harms).slice(-kinds)
  for (const [, harm] of tried) took.push(await secondsToFind(harm))
  const alerts = await owner.query("select rule from alert where rule = 'verification'")
  expect(alerts.rowCount).toBe(1)
  const found = await owner.query<{ findings: unknown[] }>('select findings from seal_check')
  for (const { findings } of found.rows) expect(findings).not.toEqual([])
  noteFigure(
    `服务运行时以库主身份对留痕${tried.map(([kind]) => kind).join('、')}各一次`,
    `${took.length} 次全部发现并报警,最长 ${Math.max(...took).toFixed(0)} 秒`,
    'test/faults/tampering.test.ts',
  )
})
