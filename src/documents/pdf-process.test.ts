import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { pdfProcess, type PdfLimits } from './pdf-process.ts'
import { listData } from './print.ts'

function printed(rows: number): object {
  return listData({
    title: '名单',
    columns: [{ title: '姓名', width: '1fr' }],
    rows: Array.from({ length: rows }, (_, index) => [`甲${index}`]),
    printedBy: '丙',
    printedAt: '2026-11-21 19:40',
  })
}

function started(limits: Partial<PdfLimits> = {}) {
  const documents = pdfProcess(limits)
  onTestFinished(documents.stop)
  return documents
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(20)
}

test('nothing runs before the first document nor after an idle while', async () => {
  const documents = started({ idle: 50 })
  expect(documents.pid()).toBeUndefined()
  await documents.render('list', printed(1))
  const pid = documents.pid()
  expect(pid).toBeGreaterThan(0)
  await gone(pid ?? 0)
  expect(documents.pid()).toBeUndefined()
  await expect(documents.render('list', printed(1))).resolves.toBeInstanceOf(Uint8Array)
})

test('a fresh process takes over after so many documents or so much memory', async () => {
  for (const limits of [{ recycleAfter: 1 }, { memory: 1 }]) {
    const documents = started(limits)
    await documents.render('list', printed(1))
    expect(documents.pid()).toBeUndefined()
    await documents.render('list', printed(1))
  }
})

test('a document outlives one crash of the process', async () => {
  const documents = started()
  await documents.render('list', printed(1))
  const working = documents.render('list', printed(2_000))
  await pause(20)
  process.kill(documents.pid() ?? 0, 'SIGKILL')
  await expect(working).resolves.toBeInstanceOf(Uint8Array)
})

test('a document that takes too long is refused and the next one is set', async () => {
  const documents = started({ timeLimit: 1 })
  await expect(documents.render('list', printed(1))).rejects.toMatchObject({
    kind: 'tooLarge',
    code: 'documents.tooSlow',
    message: expect.stringContaining('分批打印'),
  })
  expect(documents.pid()).toBeUndefined()
  await expect(started().render('list', printed(1))).resolves.toBeInstanceOf(Uint8Array)
})

test('documents are set in turn, and a full queue is refused', async () => {
  const documents = started({ queue: 1 })
  const accepted = [documents.render('list', printed(1)), documents.render('list', printed(2))]
  await expect(documents.render('list', printed(3))).rejects.toMatchObject({
    kind: 'tooMany',
    code: 'documents.busy',
  })
  expect(await Promise.all(accepted)).toHaveLength(2)
})

test('a mistake in the data is reported and the process lives on', async () => {
  const documents = started()
  await expect(documents.render('list', {})).rejects.toThrow('document not set')
  const pid = documents.pid()
  await documents.render('list', printed(1))
  expect(documents.pid()).toBe(pid)
})

test('stopping ends what is being set', async () => {
  const documents = started()
  const working = expect(documents.render('list', printed(2_000))).rejects.toThrow('stopped')
  await pause(20)
  await documents.stop()
  await working
  expect(documents.pid()).toBeUndefined()
})

const orphaned = `
  import { pdfProcess } from '${new URL('pdf-process.ts', import.meta.url)}'
  import { listData } from '${new URL('print.ts', import.meta.url)}'
  const rows = Array.from({ length: 9_000 }, () => ['甲'])
  const columns = [{ title: '姓名', width: '1fr' }]
  const documents = pdfProcess()
  void documents.render('list', listData({ title: '', columns, rows, printedBy: '', printedAt: '' }))
  setTimeout(() => console.log(documents.pid()), 50)
`

test('it does not outlive a parent that is killed in the middle of a document', async () => {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', orphaned])
  const [line] = await once(createInterface(parent.stdout), 'line')
  const pid = Number(line)
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await gone(pid)
})
