import { readdir, writeFile } from 'node:fs/promises'
import pg from 'pg'
import { Refusal } from '#src/kernel/refusal.ts'
import { startPostgres, type Postgres } from '#src/kernel/postgres.ts'
import { giveTo, type Account } from '#src/kernel/postgres/account.ts'

/** Up to where a copy follows its log: a named moment, a time (ISO), or the end. */
export type Target = { readonly point: string } | { readonly time: string } | 'end'

/**
 * Starts a server on an unpacked copy, lets it follow its log up to the target, and opens it for use as a history of
 * its own. A time after the last change that the log holds is the same as its end.
 */
export async function recover(
  folder: string,
  account: Account,
  target: Target,
  log: (line: string) => void = () => {},
): Promise<Postgres> {
  const cluster = `${folder}/postgres`
  await writeFile(`${cluster}/recovery.signal`, '')
  await giveAll(account, cluster)
  try {
    return await start(folder, settingsFor(target), log)
  } catch (error) {
    const ended = /recovery ended before configured recovery target was reached/
    if (!(error instanceof Refusal && ended.test(error.message)) || target === 'end') throw error
    if ('point' in target) throw error
    return start(folder, settingsFor('end'), log)
  }
}

function start(
  dataDir: string,
  settings: Record<string, string>,
  log: (line: string) => void,
): Promise<Postgres> {
  return startPostgres({ dataDir, settings, log })
}

function settingsFor(target: Target): Record<string, string> {
  const always = {
    restore_command: 'exit 1',
    recovery_target_timeline: 'current',
    recovery_target_action: 'promote',
    hot_standby: 'off',
  }
  if (target === 'end') return always
  if ('point' in target) return { ...always, recovery_target_name: target.point }
  return { ...always, recovery_target_time: target.time.replace('T', ' ').replace('Z', '+00') }
}

/** Where the server runs under another account than ours, its files become that account's. */
async function giveAll(account: Account, cluster: string): Promise<void> {
  if (account.uid === undefined) return
  giveTo(account, cluster)
  for (const path of await readdir(cluster, { recursive: true }))
    giveTo(account, `${cluster}/${path}`)
}

/** Asks a server one thing on a connection of its own. */
export async function onServer<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  return ask(client).finally(() => client.end())
}
