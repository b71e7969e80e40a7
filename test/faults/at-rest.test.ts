import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { useProgram } from '../harness/server.ts'

const program = await useProgram()
const { serve, call, upload, setUp, dataDir } = program
afterAll(program.end)

const numbers = [
  citizenIdOf('990107', '1931-07-19', 357),
  citizenIdOf('990107', '1931-07-19', 359),
] as const
const allergies = '标记过敏源甲'

/** Files of the cluster that hold a text in clear: tables, indexes, WAL, temporary files and logs. */
function filesWith(folder: string, text: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.map((name) => join(folder, name)).filter((name) => statSync(name).isFile())
  return files.filter((file) => readFileSync(file).includes(text))
}

// ASVS 5.0 V11.3.3: tables, indexes and WAL of the database hold no sensitive value in clear.
test('after a form, a change and a file, no file of the database holds a marked value', async () => {
  const server = await serve()
  await setUp(server)
  const values = {
    fullName: '郑标记',
    retirementCategory: 'tuixiu',
    idNumber: numbers[0],
    allergies,
  }
  const headers = { 'idempotency-key': 'at-rest-register-1' }
  const answer = await call('roster.register', { values }, headers)
  expect(answer.status).toBe(200)
  const { id } = await answer.json()
  const changes = { version: 1, changes: { allergies: `${allergies}二` } }
  const amended = await call(
    'roster.amend',
    { id, ...changes },
    { 'idempotency-key': 'at-rest-2-amend' },
  )
  expect(amended.status).toBe(200)
  const lines = ['姓名,性别,身份证号,离退休类别', `吴标记,男,${numbers[1]},退休`]
  const file = new Uint8Array(Buffer.from(lines.join('\n')))
  const { id: batch } = await (await upload('import.upload', { fileName: '名册.csv' }, file)).json()
  for (;;) {
    const { status } = await (await call('import.get', { id: batch })).json()
    if (status !== 'checking') break
    await new Promise((wake) => setTimeout(wake, 50))
  }
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  const folder = join(dataDir, 'postgres')
  expect(filesWith(folder, '吴标记').length).toBeGreaterThan(0)
  for (const mark of [...numbers, allergies]) expect(filesWith(folder, mark), mark).toEqual([])
})

// ASVS 5.0 V16.5.2: with the key gone the server starts, ordinary work goes on, sealed fields answer 503.
test('without its key file the server serves what is not sealed, and 503 for what is', async () => {
  const key = join(dataDir, 'keys', 'master.key')
  renameSync(key, `${key}.away`)
  const server = await serve()
  const list = await call('roster.list', {})
  expect(list.status).toBe(200)
  const { rows } = await list.json()
  expect(rows[0]).toMatchObject({ fullName: '郑标记', idNumber: '密钥缺失' })
  const { id } = rows[0]
  const shown = await call('roster.get', { id })
  expect(shown.status).toBe(200)
  expect((await shown.json()).locked).toContain('idNumber')
  const amend = (version: number, changes: object) =>
    call(
      'roster.amend',
      { id, version, changes },
      { 'idempotency-key': `at-rest-${version}-locked` },
    )
  expect((await amend(2, { degree: '学士' })).status).toBe(200)
  const refused = await amend(3, { allergies: '无' })
  expect(refused.status).toBe(503)
  expect((await refused.json()).message).toContain('主密钥不在')
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})
