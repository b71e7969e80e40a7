import { readFileSync } from 'node:fs'

/** The version of this program. */
export function program(): string {
  const about = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(about, 'utf8')) as { version: string }).version
}
