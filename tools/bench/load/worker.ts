import { parentPort } from 'node:worker_threads'
import { httpClient } from './http.ts'
import { requestsOf, type RequestPlan } from './requests.ts'
import { statementsOf, type StatementPlan } from './statements.ts'

export interface Round {
  readonly id: number
  readonly clients: number
  readonly seconds: number
  readonly work: RequestPlan | StatementPlan
}

export interface RoundResult {
  readonly id: number
  readonly seconds: number
  readonly latencies: readonly number[]
  readonly failures: number
  readonly firstFailure: string
}

/** One thing done over and over by one client; answers what went wrong, if anything. */
type Step = () => Promise<string | undefined>

if (!parentPort) throw new Error('this file runs in a worker')
const port = parentPort
port.on('message', (round: Round) => void run(round).then((result) => port.postMessage(result)))

async function run(round: Round): Promise<RoundResult> {
  const { steps, close } = await stepsOf(round)
  const latencies: number[] = []
  const failed: string[] = []
  const started = performance.now()
  const until = started + round.seconds * 1000
  await Promise.all(
    steps.map(async (step) => {
      while (performance.now() < until) {
        const begun = performance.now()
        const failure = await step()
        latencies.push(performance.now() - begun)
        if (failure) failed.push(failure)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await close()
  return {
    id: round.id,
    seconds,
    latencies,
    failures: failed.length,
    firstFailure: failed[0] ?? '',
  }
}

async function stepsOf({
  work,
  clients,
}: Round): Promise<{ steps: Step[]; close(): Promise<void> }> {
  if (work.way === 'sql') return statementsOf(work, clients)
  const connections = Array.from({ length: clients }, () => httpClient(work.port, work.cookie))
  const next = requestsOf(work)
  const steps = connections.map((connection) => async () => {
    const { path, body, answered } = next()
    const answer = await connection.post(path, body)
    if (answer.status !== 200) return `${answer.status} ${answer.body.slice(0, 300)}`
    answered?.(answer.body)
    return undefined
  })
  return { steps, close: async () => connections.forEach((connection) => connection.close()) }
}
