import type * as z from 'zod'
import { nobody, refusalToAct, refusalUnconfirmed, type Actor } from './access.ts'
import type { Database, Tx } from './db.ts'
import { refusalOfDatabase } from './faults.ts'
import { fingerprintOf } from './fingerprint.ts'
import { asActor } from './guard.ts'
import { leaveRefusal, leaveTrace, refusalOfTrace, type Look } from './leaveTrace.ts'
import './sentences.ts'
import { refusalOfText } from './wellFormed.ts'
import type { Context, DomainEvent, Operation, Operations } from './operation.ts'
import { demand, Refusal, type Issue } from './refusal.ts'
import { unknownKeyCode, type Vault } from './vault.ts'
import { envelopeOf, tokenOf } from './vault/token.ts'

/** What one capability does because of another's event, in the same transaction. */
export type Reaction = (context: Context, events: readonly DomainEvent[]) => Promise<void>

export interface Clock {
  today(): string
  now(): Date
}

export interface Kernel {
  /** The owner's connections: for the platform's own work. */
  readonly db: Database
  /** Connections that see what the actor may see, and nothing before an actor is named. */
  readonly guarded: Database
  readonly operations: Operations
  readonly reactions: readonly Reaction[]
  readonly clock: Clock
  readonly vault: Vault
  /** Where the files of this installation lie; absent where nothing is kept outside the database. */
  readonly dataDir?: string
  /** Puts work into the queue inside the given transaction. */
  enqueue(db: Tx, operation: string, input: Record<string, unknown>): Promise<void>
}

/** What came with a request beside its input. */
export interface Call {
  readonly source?: string
  /** The signed marks by which earlier sign-ins on this device are known. */
  readonly device?: string
  /** The address of the pages: `https://host:port`. */
  readonly site?: string
  readonly file?: Uint8Array
  readonly idempotencyKey?: string
}

/**
 * The only door: permit, parse, run, react, trace, commit. Refusals change nothing. Where a value is
 * sealed with a key that another process has just made, the key is learned and all is done once more.
 */
export async function execute(
  kernel: Kernel,
  actor: Actor,
  name: string,
  raw: unknown,
  call: Call = {},
): Promise<unknown> {
  try {
    return await enter(kernel, actor, name, raw, call)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== unknownKeyCode) throw error
    await kernel.vault.reload(kernel.db)
    return enter(kernel, actor, name, raw, call)
  }
}

async function enter(
  kernel: Kernel,
  actor: Actor,
  name: string,
  raw: unknown,
  call: Call,
): Promise<unknown> {
  const operation = kernel.operations[name]
  if (!operation) throw new Refusal('missing', 'kernel.noSuchOperation', `没有这项操作：${name}`)
  const afterwards: Request['afterwards'] = []
  try {
    const refusal = refusalToAct(actor, operation.permission, operation.title)
    if (refusal) throw refusal
    if (operation.confirmed) demand(refusalUnconfirmed(actor, kernel.clock.now()))
    const input = parse(operation, raw)
    const { source = '', device = '' } = call
    const gate = { actor, source, device, now: kernel.clock.now(), db: kernel.db }
    await operation.admit?.({ ...gate, vault: kernel.vault }, input)
    const request = { name, operation, input, call, afterwards }
    const run = (db: Tx) => runInside(kernel, actor, request, db)
    return await again(() => {
      afterwards.length = 0
      return isPlatform(actor)
        ? kernel.db.transaction().execute(run)
        : asActor(kernel.guarded, actor, run, operation.within?.(input))
    })
  } catch (error) {
    if (error instanceof Refusal && isProbe(actor, error))
      await leaveRefusal(kernel.db, actor, name, error, call.source)
    for (const write of afterwards) await write(kernel.db)
    throw refusalOfTrace(error) ?? refusalOfDatabase(error) ?? error
  }
}

/** What is not one's own is looked for by numbers that lead nowhere as well (ASVS 5.0 V16.3.2). */
function isProbe({ accountId }: Actor, { kind }: Refusal): boolean {
  return kind === 'forbidden' || (kind === 'missing' && accountId !== null)
}

const tries = 3

/** Two who wait for each other are told apart by the database; the one who lost begins anew. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left--)
    try {
      return await run()
    } catch (error) {
      const crossed = /^40(001|P01)$/.test(String((error as { code?: string }).code))
      if (!crossed || left === 0) throw error
    }
}

const isPlatform = (actor: Actor) => actor.role === 'system' && actor !== nobody

interface Request {
  readonly name: string
  readonly operation: Operation
  readonly input: unknown
  readonly call: Call
  readonly afterwards: ((db: Database) => Promise<void>)[]
}

async function runInside(kernel: Kernel, actor: Actor, request: Request, db: Tx): Promise<unknown> {
  const { name, operation, input, call } = request
  const events: DomainEvent[] = []
  const looks: Look[] = []
  const work: [string, Record<string, unknown>][] = []
  const context: Context = {
    actor,
    today: kernel.clock.today(),
    now: kernel.clock.now(),
    db,
    source: call.source ?? '',
    device: call.device ?? '',
    site: call.site ?? '',
    operations: kernel.operations,
    vault: kernel.vault,
    dataDir: kernel.dataDir,
    record: (event) => void events.push(event),
    looked: (subjectId, fields, purpose) => void looks.push({ subjectId, fields, purpose }),
    evenIfRefused: (write) => void request.afterwards.push(write),
    aside: async (write) => void (await write(kernel.db)),
    enqueue: (operationName, workInput) => void work.push([operationName, workInput]),
  }
  const changes = operation.kind === 'command' || operation.kind === 'upload'
  const once = changes && !operation.secret && call.idempotencyKey !== undefined
  if (once) {
    const earlier = await claimKey(context, name, input, call)
    if (earlier) return answerOf(context, call.idempotencyKey as string, earlier.response)
  }
  const output = await operation.run(context, input, call.file)
  if (changes && events.length === 0) throw new Error(`command ${name} recorded no event`)
  for (const react of events.length ? kernel.reactions : []) await react(context, events)
  await leaveTrace(context, name, events, looks)
  for (const [operationName, workInput] of work) await kernel.enqueue(db, operationName, workInput)
  if (once) await keepAnswer(context, call.idempotencyKey as string, output)
  return output
}

function parse(operation: Operation, raw: unknown): unknown {
  demand(refusalOfText(raw))
  const parsed = operation.input.safeParse(raw ?? {})
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(issueOf)
  throw new Refusal(
    'invalid',
    'kernel.invalidInput',
    issues.length === 1 ? (issues[0] as Issue).message : `有 ${issues.length} 处填写有误`,
    issues,
  )
}

function issueOf(issue: z.core.$ZodIssue): Issue {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys : []
  const field = [...issue.path, ...unknown.slice(0, 1)].map(String).join('.')
  return { field, code: `input.${issue.code}`, message: issue.message }
}

async function claimKey(context: Context, operation: string, input: unknown, call: Call) {
  const key = call.idempotencyKey as string
  const accountId = context.actor.accountId ?? 0
  const fingerprint = fingerprintOf(context.vault, operation, input, call.file)
  const claimed = await context.db
    .insertInto('idempotency')
    .values({ accountId, key, operation, fingerprint })
    .onConflict((clash) => clash.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return undefined
  const earlier = await context.db
    .selectFrom('idempotency')
    .select(['fingerprint', 'response'])
    .where('accountId', '=', accountId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!fingerprint.equals(earlier.fingerprint))
    throw new Refusal('conflict', 'kernel.keyReused', '同一提交编号已用于另一项内容，请重新提交')
  return { response: earlier.response }
}

/** An answer may hold what is sealed elsewhere, so it is kept sealed too. */
function placeOfAnswer({ actor }: Context, key: string): string {
  return `idempotency.response.${actor.accountId ?? 0}.${key}`
}

function answerOf(context: Context, key: string, kept: unknown): unknown {
  const sealed = envelopeOf(kept)
  if (!sealed) return kept
  const text = context.vault.unseal(sealed, placeOfAnswer(context, key)).toString()
  return JSON.parse(text) as unknown
}

async function keepAnswer(context: Context, key: string, output: unknown): Promise<void> {
  const { vault } = context
  const text = JSON.stringify(output ?? null)
  const kept = vault.open
    ? tokenOf(vault.seal('fields', Buffer.from(text), placeOfAnswer(context, key)))
    : (output ?? null)
  await context.db
    .updateTable('idempotency')
    .set({ response: JSON.stringify(kept) })
    .where('accountId', '=', context.actor.accountId ?? 0)
    .where('key', '=', key)
    .execute()
}
