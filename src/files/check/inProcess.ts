import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { Refusal } from '#src/kernel/refusal.ts'
import { isFileRefusal, refuseUpload } from '../refusals.ts'
import type { FileType } from './type.ts'

export interface CheckJob {
  readonly bytes: Buffer
  readonly type: FileType
  readonly photo: boolean
}

/** What may be kept: never a picture as it came, always one drawn anew. */
export interface Checked {
  readonly contentType: string
  readonly bytes: Buffer
  /** A copy of a photograph for pages, at most 400 pixels wide and high. */
  readonly small?: Buffer
}

export type CheckAnswer =
  { readonly checked: Checked } | { readonly refused: string } | { readonly failed: string }

export interface ProcessLimits {
  readonly milliseconds: number
  /** Writable memory in MiB. */
  readonly memory: number
}

const usual: ProcessLimits = { milliseconds: 20_000, memory: 1_024 }
/** Files that may wait behind the one being checked; each holds a connection of the database. */
const mostWaiting = 3

const workerFile = join(import.meta.dirname, 'worker.ts')
const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'LOCALAPPDATA', 'TEMP']

let waiting = 0
let turn: Promise<unknown> = Promise.resolve()

/**
 * Decodes and checks one file in a process of its own with limits of memory and time, so that what
 * breaks a decoder breaks nothing else. One at a time.
 */
export function checkInProcess(job: CheckJob, limits: Partial<ProcessLimits> = {}) {
  if (waiting > mostWaiting)
    return Promise.reject(new Refusal('tooMany', 'files.busy', '正在查验的文件较多，请稍后再上传'))
  waiting += 1
  const mine = turn.then(() => checkNow(job, { ...usual, ...limits }))
  turn = mine
    .catch(() => undefined)
    .then(() => {
      waiting -= 1
    })
  return mine
}

function checkNow(job: CheckJob, limits: ProcessLimits): Promise<Checked> {
  return new Promise((resolve, reject) => {
    const child = start(limits.memory)
    const settle = (act: () => void) => {
      clearTimeout(timer)
      child.removeAllListeners()
      child.on('error', () => undefined)
      child.kill('SIGKILL')
      act()
    }
    const refuse = (error: Error) => settle(() => reject(error))
    const timer = setTimeout(() => refuse(refuseUpload('files.tooSlow')), limits.milliseconds)
    child.on('message', (said: CheckAnswer) => {
      if ('checked' in said) settle(() => resolve(buffersOf(said.checked)))
      else refuse('refused' in said ? refusalOf(said.refused) : new Error(said.failed))
    })
    child.on('error', refuse)
    // A decoder that runs out of memory, or is led astray, takes its process with it.
    child.on('exit', () => refuse(refuseUpload('files.tooHeavy')))
    child.send(job, (error) => error && refuse(refuseUpload('files.tooHeavy')))
  })
}

/** Only Linux limits the memory of a process from outside; elsewhere the time limit stands alone. */
function start(memory: number): ChildProcess {
  const env = Object.fromEntries(inherited.map((name) => [name, process.env[name]]))
  const node = [process.execPath, '--max-old-space-size=256', workerFile] as const
  const [program, ...words] =
    process.platform === 'linux'
      ? ['/bin/sh', '-c', `ulimit -d ${memory * 1024}; exec "$@"`, 'sh', ...node]
      : node
  return spawn(program as string, words, {
    env: { ...env, MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

function refusalOf(code: string): Error {
  return isFileRefusal(code) ? refuseUpload(code) : new Error(`file check ended with ${code}`)
}

function buffersOf({ bytes, small, ...rest }: Checked): Checked {
  return { ...rest, bytes: Buffer.from(bytes), ...(small && { small: Buffer.from(small) }) }
}
