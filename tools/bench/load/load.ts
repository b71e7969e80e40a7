import { Worker } from 'node:worker_threads'
import { percentile } from '../stats.ts'
import type { Round, RoundResult } from './worker.ts'

export interface Pace {
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly failures: number
  readonly firstFailure: string
}

/** Makes load in a thread of its own, one round at a time. */
export function loadMaker() {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  let last = 0
  function round(work: Round['work'], clients: number, seconds: number): Promise<Pace> {
    const id = (last += 1)
    return new Promise((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (result: RoundResult) => {
        worker.off('error', reject)
        resolve(paceOf(result))
      })
      worker.postMessage({ id, clients, seconds, work } satisfies Round)
    })
  }
  return { round, stop: () => worker.terminate() }
}

export type LoadMaker = ReturnType<typeof loadMaker>

function paceOf({ latencies, seconds, failures, firstFailure }: RoundResult): Pace {
  return {
    count: latencies.length,
    perSecond: (latencies.length - failures) / seconds,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    failures,
    firstFailure,
  }
}
