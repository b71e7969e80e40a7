import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepare } from '#src/commands/prepare.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { requireAppRole } from '#src/kernel/guard.ts'
import { migrate } from '#src/kernel/migrate.ts'
import { cloneDatabase, runSql, urlOf } from '#test/harness/cluster.ts'

// An office's own server gives out a login that owns one database and nothing else.
const login = `plain_${process.pid}`
const stranger = `stranger_${process.pid}`
let server: Awaited<ReturnType<typeof cloneDatabase>>

function urlAs(user: string): string {
  const url = new URL(urlOf(server.url, login))
  url.username = user
  url.password = 'jinqiu'
  return url.href
}

beforeAll(async () => {
  server = await cloneDatabase()
  for (const name of [login, stranger])
    await runSql(server.url, `create role ${name} login password 'jinqiu'`)
  await runSql(server.url, `create database ${login} owner ${login}`)
})
afterAll(async () => {
  await runSql(server.url, `drop database if exists ${login} with (force)`)
  for (const name of [login, stranger]) await runSql(server.url, `drop role if exists ${name}`)
  await server.drop()
})

test('an owner who is no superuser is told what is missing, and then lays everything', async () => {
  const grant = `grant chongyang_app to "${login}"`
  await expect(requireAppRole(urlAs(login))).rejects.toThrow(grant)
  await runSql(server.url, grant)
  await migrate(urlAs(login))
  const db = openDatabase(openPool(urlAs(login), 1))
  await prepare(db).finally(() => db.destroy())
  await requireAppRole(urlAs(login))
  await expect(requireAppRole(urlAs(stranger))).rejects.toMatchObject({ code: 'guard.role' })
})
