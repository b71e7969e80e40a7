import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import { systemActor } from './access.ts'
import { appRole } from './guard.ts'
import type { Tx } from './db.ts'
import { execute, type Kernel } from './execute.ts'
import type { Operations } from './operation.ts'
import { Refusal } from './refusal.ts'

const queue = 'operation'

/** Requests put work into the queue; they neither read nor change what is in it. */
const queueRights = [
  `grant usage on schema pgboss to ${appRole}`,
  `grant select, insert on all tables in schema pgboss to ${appRole}`,
]

interface Work {
  readonly operation: string
  readonly input: Record<string, unknown>
}

export interface Jobs {
  enqueue(db: Tx, operation: string, input: Record<string, unknown>): Promise<void>
  /** Begins to work off the queue; each piece of work enters by the door. What is refused is not tried again. */
  work(kernel: Kernel): Promise<void>
  stop(): Promise<void>
}

/** The queue, kept in the same database, so that work is queued in the transaction that caused it. */
export async function openJobs(
  connectionString: string,
  report: (error: unknown) => void,
): Promise<Jobs> {
  const boss = new PgBoss({ connectionString, max: 3, useListenNotify: true })
  boss.on('error', report)
  await boss.start()
  await boss.createQueue(queue, { notify: true, retryLimit: 2, retryDelay: 5 })
  for (const right of queueRights) await boss.getDb().executeSql(right)
  return {
    async enqueue(db, operation, input) {
      await boss.send(queue, { operation, input }, { db: insideOf(db), expireInSeconds: 3600 })
    },
    async work(kernel) {
      await boss.work<Work>(queue, { pollingIntervalSeconds: 2 }, async ([job]) => {
        if (job) await runWork(kernel, job.data, report)
      })
      await scheduleDaily(boss, kernel.operations)
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

async function runWork(kernel: Kernel, { operation, input }: Work, report: (e: unknown) => void) {
  try {
    await execute(kernel, systemActor(), operation, input)
  } catch (error) {
    report(error)
    if (!(error instanceof Refusal)) throw error
  }
}

async function scheduleDaily(boss: PgBoss, operations: Operations): Promise<void> {
  for (const [name, operation] of Object.entries(operations)) {
    const cron = timesOf(operation)
    if (!cron) continue
    const work: Work = { operation: name, input: {} }
    await boss.schedule(queue, cron, work, {
      tz: 'Asia/Shanghai',
      key: name,
    })
  }
}

function timesOf({ daily, hourly, everyMinutes }: Operations[string]): string | undefined {
  if (everyMinutes !== undefined) return `*/${everyMinutes} * * * *`
  if (hourly !== undefined) return `${hourly} * * * *`
  const [hour, minute] = daily?.split(':') ?? []
  return daily && `${Number(minute)} ${Number(hour)} * * *`
}

/** Lets the queue write through our transaction. */
function insideOf(db: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await db.withoutPlugins().executeQuery(CompiledQuery.raw(text, values))
      return { rows }
    },
  }
}
