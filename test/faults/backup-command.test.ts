import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, expect, test } from 'vitest'
import { useProgram } from '../harness/server.ts'

const program = await useProgram()
const out = mkdtempSync(`${tmpdir()}/chongyang-test-${process.pid}-`)
afterAll(() => {
  program.end()
  rmSync(out, { recursive: true, force: true })
})

async function run(...words: string[]): Promise<[number | null, string]> {
  const { ended, said } = program.launch(...words)
  return [await ended, said()]
}

test('a running office is backed up and restored by two commands, the key apart', async () => {
  const file = `${out}/office.backup`
  const [nothing, why] = await run('backup', file)
  expect([nothing, why]).toEqual([2, expect.stringContaining('没有数据')])
  const server = await program.serve()
  const [made, words] = await run('backup', file, '--drill')
  expect([made, words]).toEqual([0, expect.stringContaining('全部一致')])
  expect(words).toContain('主密钥不在备份里')
  const [busy, said] = await run('restore', file)
  expect([busy, said]).toEqual([2, expect.stringMatching(/正由进程 \d+/)])
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)

  const { dataDir } = program
  renameSync(`${dataDir}/keys`, `${out}/keys`)
  const [locked, sentence] = await run('restore', file)
  expect([locked, sentence]).toEqual([2, expect.stringContaining('没有找到主密钥')])
  expect(readdirSync(dataDir).filter((name) => name.includes('before'))).toEqual([])
  renameSync(`${out}/keys`, `${dataDir}/keys`)
  const [restored, told] = await run('restore', file)
  expect([restored, told]).toEqual([0, expect.stringContaining('完全一致')])
  expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.before-'))).toHaveLength(1)
  const again = await program.serve()
  again.child.kill('SIGTERM')
  expect(await again.ended).toBe(0)
})
