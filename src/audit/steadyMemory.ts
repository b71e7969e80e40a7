import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SteadyState } from './steadyCheck.ts'

const fileIn = (dataDir: string) => join(dataDir, 'anchors', 'steady.json')

/** What the last run left beside the anchors; undefined before the first, or where it cannot be read. */
export async function recall(dataDir: string): Promise<SteadyState | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), 'utf8')) as SteadyState
  } catch {
    return undefined
  }
}

/** Writes down a run, whole or not at all. */
export async function remember(dataDir: string, state: SteadyState): Promise<void> {
  const file = fileIn(dataDir)
  await mkdir(join(dataDir, 'anchors'), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** After a restore what was final is no longer; the next run begins anew. */
export async function forget(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true })
}
