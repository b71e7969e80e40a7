import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { Refusal } from '#src/kernel/refusal.ts'

export type PdfTemplate = 'list' | 'sheet' | 'cards' | 'papers' | 'letters' | 'handCards'

export interface PdfJob {
  template: PdfTemplate
  data: object
}

/** The document and the bytes of memory that the process now holds, or what went wrong. */
export type PdfAnswer = { pdf: Uint8Array; memory: number } | { error: string }

export interface PdfLimits {
  /** Milliseconds that one document may take. */
  timeLimit: number
  /** Milliseconds without work after which the process ends. */
  idle: number
  /** Documents after which a fresh process takes over. */
  recycleAfter: number
  /** Bytes of memory above which a fresh process takes over. */
  memory: number
  /** Documents that may wait. */
  queue: number
}

export interface PdfProcess {
  render: (template: PdfTemplate, data: object) => Promise<Uint8Array>
  /** Ends the process; the next document starts another. */
  stop: () => Promise<void>
  /** The process at work, if there is one. */
  pid: () => number | undefined
}

const usual: PdfLimits = {
  timeLimit: 60_000,
  idle: 120_000,
  recycleAfter: 200,
  memory: 300 * 2 ** 20,
  queue: 20,
}
const workerFile = join(import.meta.dirname, 'pdf-worker.ts')
const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'LOCALAPPDATA', 'TEMP']

/**
 * A child process that sets documents, one at a time: started by the first, ended when idle,
 * replaced after many documents or a crash (the document is tried once more). A document that
 * takes too long is refused as `documents.tooSlow`, a full queue as `documents.busy`.
 */
export function pdfProcess(limits: Partial<PdfLimits> = {}): PdfProcess {
  const { timeLimit, idle, recycleAfter, memory, queue } = { ...usual, ...limits }
  let child: ChildProcess | undefined
  let served = 0
  let held = 0
  let waiting = 0
  let stops = 0
  let turn: Promise<unknown> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined

  function start(): ChildProcess {
    const started = fork(workerFile, {
      execArgv: ['--expose-gc'],
      env: Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    for (const end of ['exit', 'error']) {
      started.on(end, () => {
        if (child === started) child = undefined
      })
    }
    served = 0
    held = 0
    return started
  }

  function end(): Promise<void> {
    const ending = child
    child = undefined
    clearTimeout(resting)
    if (!ending || ending.exitCode !== null) return Promise.resolve()
    return new Promise((resolve) => {
      ending.ref()
      ending.once('exit', () => resolve())
      ending.kill('SIGKILL')
    })
  }

  function rest(): void {
    if (served >= recycleAfter || held > memory) void end()
    child?.unref()
    child?.channel?.unref()
    resting = setTimeout(() => void end(), idle)
    resting.unref()
  }

  async function attempt(job: PdfJob): Promise<Uint8Array | undefined> {
    clearTimeout(resting)
    child ??= start()
    child.ref()
    child.channel?.ref()
    served += 1
    const answer = await answered(child, job, timeLimit)
    if (answer === 'late') await end()
    if (answer === 'late') throw tooSlow()
    if (answer === 'died') return undefined
    if ('error' in answer) throw new Error(`document not set: ${answer.error}`)
    held = answer.memory
    return answer.pdf
  }

  async function work(job: PdfJob, begun: number): Promise<Uint8Array> {
    try {
      for (let tries = 0; tries < 2 && begun === stops; tries += 1) {
        const pdf = await attempt(job)
        if (pdf) return pdf
      }
      throw new Error('the process that sets documents was stopped or died twice')
    } finally {
      waiting -= 1
      rest()
    }
  }

  function render(template: PdfTemplate, data: object): Promise<Uint8Array> {
    if (waiting > queue) return Promise.reject(busy())
    waiting += 1
    const begun = stops
    const mine = turn.then(() => work({ template, data }, begun))
    turn = mine.catch(() => undefined)
    return mine
  }

  function stop(): Promise<void> {
    stops += 1
    return end()
  }

  return { render, stop, pid: () => child?.pid }
}

function answered(
  child: ChildProcess,
  job: PdfJob,
  timeLimit: number,
): Promise<PdfAnswer | 'late' | 'died'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('late'), timeLimit)
    const died = () => settle('died')
    function settle(answer: PdfAnswer | 'late' | 'died'): void {
      clearTimeout(timer)
      child.off('message', settle)
      child.off('exit', died)
      child.off('error', died)
      resolve(answer)
    }
    child.on('message', settle)
    child.on('exit', died)
    child.on('error', died)
    child.send(job, (error) => error && died())
  })
}

function tooSlow(): Refusal {
  return new Refusal('tooLarge', 'documents.tooSlow', '排版超时：请缩小范围分批打印，或导出表格')
}

function busy(): Refusal {
  return new Refusal('tooMany', 'documents.busy', '正在排版的文件较多，请稍后再打印')
}
