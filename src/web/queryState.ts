/** What a page may keep in its address: text, number, yes/no, list of texts. */
export type QueryValue = string | number | boolean | readonly string[]
export type QueryShape = Readonly<Record<string, QueryValue>>

/** Values that differ per literal in the defaults are widened, so `''` means any text. */
export type Widened<S extends QueryShape> = {
  readonly [K in keyof S]: S[K] extends string
    ? string
    : S[K] extends number
      ? number
      : S[K] extends boolean
        ? boolean
        : readonly string[]
}

/** Reads a page's state from its address; what is absent or unreadable takes the default. */
export function readQuery<S extends QueryShape>(params: URLSearchParams, defaults: S): Widened<S> {
  const entries = Object.entries(defaults).map(([key, fallback]) => [
    key,
    readValue(params.getAll(key), fallback),
  ])
  return Object.fromEntries(entries) as Widened<S>
}

/** Writes a page's state to its address; defaults are left out, foreign keys stay. */
export function writeQuery<S extends QueryShape>(
  params: URLSearchParams,
  defaults: S,
  state: Partial<Widened<S>>,
): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [key, value] of Object.entries(state) as [string, QueryValue | undefined][]) {
    next.delete(key)
    if (value === undefined || sameValue(value, defaults[key])) continue
    for (const text of textsOf(value)) next.append(key, text)
  }
  return next
}

function readValue(texts: readonly string[], fallback: QueryValue): QueryValue {
  const [text] = texts
  if (text === undefined) return fallback
  if (typeof fallback === 'number') return Number.isFinite(Number(text)) ? Number(text) : fallback
  if (typeof fallback === 'boolean') return text === '1'
  return typeof fallback === 'string' ? text : texts
}

function textsOf(value: QueryValue): readonly string[] {
  if (typeof value === 'boolean') return [value ? '1' : '0']
  return typeof value === 'object' ? value : [String(value)]
}

function sameValue(value: QueryValue, other: QueryValue | undefined): boolean {
  return JSON.stringify(value) === JSON.stringify(other)
}
