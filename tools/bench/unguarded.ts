import Fastify from 'fastify'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import type { Context, Operation } from '#src/kernel/operation.ts'
import { masterKeyOf, openVault } from '#src/kernel/vault.ts'
import { operations } from '#src/operations.ts'

// The same list and record without sessions, rights, row-level security, purposes, budgets and
// trace: only here, to measure what those cost. Lists stay within the organisation of BENCH_SCOPE.
const db = openDatabase(openPool(process.env['DATABASE_URL'] ?? ''))
const vault = await openVault(db, await masterKeyOf(db, ''))
const scopeId = Number(process.env['BENCH_SCOPE'])
const clerk: Actor = { ...systemActor(scopeId), role: 'bureauClerk' }
const all: Readonly<Record<string, Operation>> = operations
const nothing = () => undefined

const app = Fastify()
app.post<{ Params: { operation: string } }>('/api/:operation', async (request) => {
  const name = request.params.operation
  const operation = all[name] as Operation
  const input: unknown = operation.input.parse(request.body)
  const actor = name === 'roster.get' ? systemActor() : clerk
  return db.transaction().execute((tx) => {
    const context: Context = {
      actor,
      today: systemClock.today(),
      now: systemClock.now(),
      db: tx,
      source: '',
      device: '',
      site: '',
      operations,
      vault,
      record: nothing,
      looked: nothing,
      evenIfRefused: nothing,
      aside: async () => undefined,
      enqueue: nothing,
    }
    return operation.run(context, input)
  })
})
const port = Number(process.env['PORT'])
await app.listen({ host: '127.0.0.1', port })
console.log(`ready http://127.0.0.1:${port}`)
