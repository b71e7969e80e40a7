import type * as z from 'zod'
import type { Permission } from '#src/kernel/access.ts'
import type { Context } from '#src/kernel/operation.ts'
import type { Brief } from './approval.ts'

/** An act that needs two pairs of eyes. A capability that has one adds an entry to the registry. */
export interface ApprovalKind<Payload = unknown> {
  readonly title: string
  /** What the maker must still be permitted when the act is carried out. */
  readonly makerPermission: Permission
  /** Who holds this in the maker's scope, or else the nearest above it, may check. */
  readonly checkerPermission: Permission
  readonly payload: z.ZodType<Payload>
  /** Tells the checker what would happen; runs as the checker. */
  describe(context: Context, payload: Payload): Promise<Brief>
  /** The act itself, inside the approving transaction; runs as the maker. */
  carryOut(context: Context, payload: Payload): Promise<unknown>
}

// Kinds carry payloads of every shape; each checks its own before it is used.
// oxlint-disable-next-line typescript/no-explicit-any
export type ApprovalKinds = Readonly<Record<string, ApprovalKind<any>>>

/** One entry of the registry, with the type of its payload. */
export function approvalKind<Payload>(kind: ApprovalKind<Payload>): ApprovalKind<Payload> {
  return kind
}
