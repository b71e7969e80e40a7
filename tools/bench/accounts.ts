import type { Pool } from 'pg'
import { hashPassword } from '#src/staff/password.ts'

const password = 'bench-2026-weights-and-measures'

/** Opens an account for a clerk of an organisation and answers a cookie of a session. */
export async function signInAt(
  pool: Pool,
  port: number,
  account: string,
  orgId: number,
): Promise<string> {
  await pool.query(
    `with made as (insert into account (account, name, password_hash) values ($1, '测速员', $2) returning id)
     insert into post (account_id, org_id, role, title, valid_from)
     select id, $3, 'bureauClerk', '测速员', '2020-01-01' from made`,
    [account, await hashPassword(password), orgId],
  )
  const response = await fetch(`http://127.0.0.1:${port}/api/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'api' },
    body: JSON.stringify({ account, password }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!response.ok || !cookie) throw new Error(`cannot sign in: ${await response.text()}`)
  return cookie
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
