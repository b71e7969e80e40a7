import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import pg from 'pg'
import { findPostgres } from '#src/kernel/postgres.ts'
import { useProgram } from './harness/server.ts'

const program = await useProgram()
const { serve, call, setUp, launch, dataDir } = program
afterAll(program.end)

const anchors = join(dataDir, 'anchors', 'trace.log')
const sealsWritten = () =>
  existsSync(anchors)
    ? readFileSync(anchors, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"n"')).length
    : 0

async function verify(): Promise<{ code: number | null; said: string }> {
  const run = launch('trace', 'verify')
  return { code: await run.ended, said: run.said() }
}

/** As the owner of the tables, past every trigger. */
async function harm(text: string): Promise<void> {
  const client = new pg.Client(await findPostgres(dataDir))
  await client.connect()
  await client.query(`set session_replication_role = replica; ${text}`)
  await client.end()
}

// What the running program sealed is found whole, and found when it is not.
test('a server seals what is done, survives a fall, and the command finds what was altered', async () => {
  let server = await serve()
  await setUp(server)
  await expect.poll(sealsWritten).toBeGreaterThan(0)
  server.child.kill('SIGKILL')
  await server.ended
  server = await serve()
  const before = sealsWritten()
  await call('session.me', {})
  await call('session.signIn', { account: 'nobody.here', password: '不知道的密码' })
  await verify()
  await expect.poll(sealsWritten).toBeGreaterThan(before)
  expect(await verify()).toMatchObject({ code: 0, said: expect.stringContaining('没有发现改动') })
  await harm("update trace set operation = 'session.me' where id = (select min(id) from trace)")
  expect(await verify()).toMatchObject({ code: 1, said: expect.stringContaining('✗ 改动') })
})
