import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { useProgram } from '../harness/server.ts'

const program = await useProgram()
const { serve, call, upload, setUp } = program
afterAll(program.end)

const roster = new URL('../fixtures/rosters/county-register.xlsx', import.meta.url)

interface Batch {
  readonly status: string
  readonly counts: { readonly toCreate: number }
  readonly progress: { readonly phase: string; readonly done: number } | null
}

async function batch(id: number): Promise<Batch> {
  return (await call('import.get', { id })).json()
}

async function until(id: number, done: (found: Batch) => boolean): Promise<Batch> {
  for (;;) {
    const found = await batch(id)
    if (done(found)) return found
    await new Promise((wake) => setTimeout(wake, 20))
  }
}

async function total(): Promise<number> {
  return (await (await call('roster.list', { limit: 1 })).json()).total
}

test('a server killed while it commits a batch leaves nothing half written and finishes later', async () => {
  let server = await serve()
  await setUp(server)
  const file = new Uint8Array(readFileSync(roster))
  const { id } = await (await upload('import.upload', { fileName: '名册.xlsx' }, file)).json()
  const { counts } = await until(id, ({ status }) => status === 'checked')
  await call('import.commit', { id, acceptClean: true })
  await until(
    id,
    ({ status, progress }) =>
      status === 'committed' || (progress?.phase === '写入信息库' && progress.done > 0),
  )
  server.child.kill('SIGKILL')
  await server.ended

  server = await serve()
  const found = await total()
  expect([0, counts.toCreate]).toContain(found)
  await until(id, ({ status }) => status === 'committed')
  expect(await total()).toBe(counts.toCreate)
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})
