import pg from 'pg'
import { Refusal } from '#src/kernel/refusal.ts'

/** The way into a database as PostgreSQL's tools take it; a password on the command line would be seen by all. */
export function environmentFor(url: string): NodeJS.ProcessEnv {
  const { host, port, user, password, database } = new pg.Client(url)
  const mode = new URL(url).searchParams.get('sslmode')
  return {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database ?? '',
    PGCLIENTENCODING: 'UTF8',
    ...(user ? { PGUSER: user } : {}),
    ...(password ? { PGPASSWORD: password } : {}),
    ...(mode ? { PGSSLMODE: mode } : {}),
  }
}

/** The refusal of a tool of PostgreSQL, with its own last words. */
export function toolFailed(tool: string, said: string): Refusal {
  const words = said.trim().split('\n').slice(-5).join('\n')
  return new Refusal('conflict', 'backup.toolFailed', `${tool} 没有成功：\n${words}`)
}
