/** One file of the corpus: what it is, how it calls itself, and what must become of it. */
export interface Sample {
  readonly what: string
  readonly fileName: string
  readonly bytes: Buffer
  /** The code of the refusal, or `redrawn` for a picture and `kept` for a document. */
  readonly wanted: `files.${string}` | 'redrawn' | 'kept'
  /** Words that must not be found in what is kept. */
  readonly gone?: readonly string[]
  readonly photo?: boolean
}

export const script = '<script>alert(document.domain)</script>'
export const page = `<!doctype html><html><body>${script}</body></html>`

/** The same in short. */
export type Row = readonly [string, string, Buffer, Sample['wanted']]
