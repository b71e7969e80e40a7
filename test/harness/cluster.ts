import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { inject } from 'vitest'

/** How a test file reaches the run's cluster: a database to connect to, and the one to copy. */
export interface ClusterAddress {
  readonly admin: string
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    clusterPort: number
  }
}

let address: Promise<ClusterAddress> | undefined

/**
 * A fresh copy of the migrated database. The run's cluster starts when the first test file asks, so that tests
 * of pure rules do without.
 */
export async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { admin, template } = await (address ??= askForCluster())
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(admin, `create database ${name} template ${template} strategy file_copy`)
  return {
    url: urlOf(admin, name),
    drop: () => runSql(admin, `drop database if exists ${name} with (force)`),
  }
}

async function askForCluster(): Promise<ClusterAddress> {
  const socket = connect(inject('clusterPort'), '127.0.0.1')
  const answer = JSON.parse(await text(socket)) as ClusterAddress | { error: string }
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

/** Another database of the same server. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** One statement on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
