import type * as z from 'zod'
import type { Actor, Permission } from './access.ts'
import type { Database, Tx } from './db.ts'
import type { Vault } from './vault.ts'

/** What happened, to whom. Kept in the trace; reactions answer it in the same transaction. */
export interface DomainEvent {
  readonly name: string
  readonly subject: string
  readonly subjectId: number | null
  readonly detail?: Record<string, unknown>
}

/** Everything an operation may touch. Nothing else is global. */
export interface Context {
  readonly actor: Actor
  /** The working day, `YYYY-MM-DD`, in Asia/Shanghai. */
  readonly today: string
  readonly now: Date
  readonly db: Tx
  /** The address that the request came from; empty for jobs and the command line. */
  readonly source: string
  /** The signed marks of earlier sign-ins that came with the request; empty when there are none. */
  readonly device: string
  /** The address of the pages that the request came from, such as `https://lgb.example.cn`; empty where none is known. */
  readonly site: string
  readonly operations: Operations
  readonly vault: Vault
  /** Where the files of this installation lie. */
  readonly dataDir?: string | undefined
  /** Records what was done; a command that records nothing is a bug. */
  record(event: DomainEvent): void
  /** Records that someone looked at one person's details, and what for. */
  looked(subjectId: number, fields: readonly string[], purpose?: string): void
  /** Writes what must stay although the operation is refused or breaks, such as a failed attempt. */
  evenIfRefused(write: (db: Database) => Promise<void>): void
  /** Writes at once, outside the transaction; for the progress of long work only. */
  aside(write: (db: Database) => Promise<unknown>): Promise<void>
  /** Hands work to the queue, in the same transaction. */
  enqueue(operation: string, input: Record<string, unknown>): void
}

/** What is known of a request before its transaction. */
export interface Gate {
  readonly actor: Actor
  readonly now: Date
  readonly source: string
  readonly device: string
  readonly vault: Vault
  readonly db: Database
}

/** A file that an operation answers with. */
export interface Download {
  readonly fileName: string
  readonly contentType: string
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

export type Kind = 'query' | 'command' | 'download' | 'upload'

export interface Operation<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly kind: Kind
  readonly title: string
  readonly permission: Permission
  readonly input: Input
  /** True where a repeated call does no further harm, so that it needs no idempotency key. */
  readonly repeatable: boolean
  /** True where the actor must have proved who he is within the last five minutes. */
  readonly confirmed?: boolean
  /** True where the call carries a password or answers with a secret: nothing of it is kept for repeats. */
  readonly secret?: boolean
  /** The queue runs it at this time every day (`HH:MM`, Asia/Shanghai). */
  readonly daily?: string
  /** The queue runs it every hour at this minute. */
  readonly hourly?: number
  /** The queue runs it every so many minutes, counted from the full hour. */
  readonly everyMinutes?: number
  /** Runs before the transaction and commits by itself: counts attempts, refuses those too many. */
  admit?(gate: Gate, input: z.output<Input>): Promise<void>
  /** The organisation at or below which everyone lies whom it reads: the database then shows nobody else. */
  within?(input: z.output<Input>): number | undefined
  run(context: Context, input: z.output<Input>, file?: Uint8Array): Promise<Output>
}

// A registry holds operations of every shape; each checks its own input before it runs.
// oxlint-disable-next-line typescript/no-explicit-any
export type Operations = Readonly<Record<string, Operation<any, any>>>

type Definition<Input extends z.ZodType, Output> = Omit<
  Operation<Input, Output>,
  'kind' | 'repeatable'
> & { repeatable?: boolean }

function define<K extends Kind>(kind: K) {
  return <Input extends z.ZodType, Output>(
    definition: Definition<Input, Output>,
  ): Operation<Input, Output> & { readonly kind: K } => ({
    repeatable: kind !== 'command',
    ...definition,
    kind,
  })
}

/** Reads, and changes nothing. */
export const query = define('query')
/** Changes something and leaves a trace. */
export const command = define('command')
/** Reads, and answers with a file. */
export const download = define('download')
/** Takes a file beside its input. */
export const upload = define('upload')
