import { keyOf } from './envelope.ts'

/** An envelope as text inside a document: `~key number.base64url`. */
export function tokenOf(sealed: Buffer): string {
  return `~${keyOf(sealed)}.${sealed.toString('base64url')}`
}

/** The envelope in a token; undefined for any other value. */
export function envelopeOf(token: unknown): Buffer | undefined {
  if (typeof token !== 'string') return undefined
  const [, encoded] = /^~\d+\.([\w-]+)$/.exec(token) ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url')
}
