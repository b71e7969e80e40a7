import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#src/kernel/refusal.ts'
import { scanFile } from './checkFile.ts'
import type { WorkerInput, WorkerMessage } from './inWorker.ts'

const batchRows = 500

function say(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

/** Rows travel as JSON bytes, so that the receiving side keeps them outside its heap. */
function sayRows(rows: readonly unknown[]): void {
  for (let from = 0; from < rows.length; from += batchRows) {
    const text = JSON.stringify(rows.slice(from, from + batchRows))
    const bytes = new Uint8Array(new TextEncoder().encode(text))
    say({ type: 'rows', bytes }, [bytes.buffer])
  }
}

async function run({ bytes, options }: WorkerInput): Promise<void> {
  try {
    const report = await scanFile(Buffer.from(bytes.buffer), options, {
      onRows: sayRows,
      onProgress: (progress) => say({ type: 'progress', progress }),
    })
    say({ type: 'report', report })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { kind, code, message, issues } = error
    say({ type: 'refusal', kind, code, message, issues })
  }
}

await run(workerData as WorkerInput)
