export type RefusalKind =
  | 'invalid'
  | 'unknown'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable'

/** One thing wrong with one field; `field` is a dotted path into the input. */
export interface Issue {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** The system understood the request and declines it. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly issues: readonly Issue[]
  /** What the caller needs to go on, such as the ways to prove who he is. */
  readonly detail: Readonly<Record<string, unknown>> | undefined

  constructor(
    kind: RefusalKind,
    code: string,
    message: string,
    at?: string | readonly Issue[],
    detail?: Readonly<Record<string, unknown>>,
  ) {
    super(message)
    this.kind = kind
    this.code = code
    this.detail = detail
    this.issues = typeof at === 'string' ? [{ field: at, code, message }] : (at ?? [])
  }
}

/** Throws the refusal, if a rule returned one. */
export function demand(refusal: Refusal | undefined): void {
  if (refusal) throw refusal
}

/** Gathers refusals of one input into one, so that every wrong field is shown at once. */
export function demandAll(refusals: readonly (Refusal | undefined)[]): void {
  const found = refusals.filter((refusal) => refusal !== undefined)
  const [first] = found
  if (!first) return
  if (found.length === 1) throw first
  throw new Refusal(
    first.kind,
    first.code,
    `有 ${found.length} 处需要改正`,
    found.flatMap((refusal) => refusal.issues),
  )
}

export const httpStatus: Record<RefusalKind, number> = {
  invalid: 400,
  unknown: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
}
