import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { Refusal, type Issue, type RefusalKind } from '#src/kernel/refusal.ts'
import type { CheckOptions, Progress } from './checkFile.ts'
import type { ParsedRow } from './parsedRow.ts'
import { refuseFile } from './refusals.ts'
import type { ImportReport } from './report.ts'

export interface WorkerInput {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly options: CheckOptions
}

export type WorkerMessage =
  | { readonly type: 'rows'; readonly bytes: Uint8Array }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'report'; readonly report: ImportReport }
  | {
      readonly type: 'refusal'
      readonly kind: RefusalKind
      readonly code: string
      readonly message: string
      readonly issues: readonly Issue[]
    }

export interface WorkerLimits {
  /** Heap of the worker in MiB. */
  readonly heapMiB: number
  readonly milliseconds: number
}

const defaultWorkerLimits: WorkerLimits = { heapMiB: 384, milliseconds: 300_000 }

export interface InWorkerOptions extends CheckOptions {
  readonly onProgress?: ((rows: number, sheet: string) => void) | undefined
  readonly worker?: Partial<WorkerLimits> | undefined
}

export interface CheckedInWorker {
  readonly report: ImportReport
  /** Read from memory batch by batch; may be gone through more than once. */
  readonly rows: Iterable<ParsedRow>
}

/**
 * `checkFile` in a thread of its own with a limit of memory and of time, so that no file can
 * stop the server. Throws the refusals of refusals.ts.
 */
export async function checkFileInWorker(
  source: Uint8Array | string,
  { onProgress, worker, ...options }: InWorkerOptions,
): Promise<CheckedInWorker> {
  const bytes = new Uint8Array(typeof source === 'string' ? await readFile(source) : source)
  const limits = { ...defaultWorkerLimits, ...worker }
  const chunks: Uint8Array[] = []
  const report = await scanInWorker({ bytes, options }, limits, {
    rows: (chunk) => chunks.push(chunk),
    progress: ({ rows, sheet }) => onProgress?.(rows, sheet),
  })
  return { report, rows: rowsOf(chunks) }
}

interface Receiver {
  readonly rows: (chunk: Uint8Array) => void
  readonly progress: (progress: Progress) => void
}

function scanInWorker(
  input: WorkerInput,
  limits: WorkerLimits,
  receive: Receiver,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: input,
      transferList: [input.bytes.buffer],
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMiB },
    })
    const timer = setTimeout(
      () => end(() => reject(refuseFile('import.tooSlow'))),
      limits.milliseconds,
    )
    const end = (settle: () => void) => {
      clearTimeout(timer)
      void worker.terminate()
      settle()
    }
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'rows') receive.rows(message.bytes)
      else if (message.type === 'progress') receive.progress(message.progress)
      else if (message.type === 'report') end(() => resolve(message.report))
      else end(() => reject(refusalOf(message)))
    })
    worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(() => reject(outOfMemory ? refuseFile('import.tooMuchMemory') : error))
    })
    worker.on('exit', (code) => end(() => reject(new Error(`import worker ended with ${code}`))))
  })
}

function refusalOf(message: Extract<WorkerMessage, { type: 'refusal' }>): Refusal {
  return new Refusal(message.kind, message.code, message.message, message.issues)
}

function rowsOf(chunks: readonly Uint8Array[]): Iterable<ParsedRow> {
  return {
    *[Symbol.iterator]() {
      for (const chunk of chunks) yield* unpacked(chunk)
    },
  }
}

function unpacked(chunk: Uint8Array): ParsedRow[] {
  return JSON.parse(new TextDecoder().decode(chunk)) as ParsedRow[]
}
