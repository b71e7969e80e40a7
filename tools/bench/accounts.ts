import type { Pool } from 'pg'
import { openDatabase } from '#src/kernel/db.ts'
import { openSession } from '#src/staff/tokens.ts'

/** Opens an account for a clerk of an organisation and answers a cookie of a session. */
export async function signInAt(pool: Pool, account: string, orgId: number): Promise<string> {
  const { rows } = await pool.query<{ accountId: number; postId: number }>(
    `with made as (insert into account (account, name) values ($1, '测速员') returning id),
     factor as (insert into second_factor (account_id, secret) select id, '\\x00' from made)
     insert into post (account_id, org_id, role, title, valid_from)
     select id, $2, 'bureauClerk', '测速员', '2020-01-01' from made
     returning account_id as "accountId", id as "postId"`,
    [account, orgId],
  )
  const [holder] = rows
  if (!holder) throw new Error(`no account ${account}`)
  const token = await openSession(openDatabase(pool), new Date(), holder, '127.0.0.1')
  return `sid=${token}`
}

/** Calls one operation; anything but success is an error of the benchmark. */
export async function call<T>(
  port: number,
  cookie: string,
  operation: string,
  input: unknown,
): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'api', cookie },
    body: JSON.stringify(input),
  })
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
