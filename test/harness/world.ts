import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { Pool } from 'pg'
import type { Actor, Role } from '#src/kernel/access.ts'
import { openDatabase, openPool, type Database } from '#src/kernel/db.ts'
import { execute, type Call, type Kernel } from '#src/kernel/execute.ts'
import { operations } from '#src/operations.ts'
import { reactions } from '#src/reactions.ts'
import { appRole } from '#src/kernel/guard.ts'
import { openVault, type Vault } from '#src/kernel/vault.ts'
import { scopeOfPost } from '#src/staff/scope.ts'
import { cloneDatabase } from './cluster.ts'
import { addOrg, addRetiree, type RetireeSeed } from './seed.ts'

/** A fresh copy of the migrated database for this test file, and the actors to use it with. */
export function useWorld(today = '2026-11-21'): World {
  const world = {} as World
  let end = async () => {}
  beforeAll(async () => {
    const { url, drop } = await cloneDatabase()
    const pool = openPool(url, 6)
    const db = openDatabase(pool)
    const guarded = openDatabase(openPool(url, 6, appRole))
    const masterKey = randomBytes(32)
    const vault = await openVault(db, masterKey)
    const ground = { db, guarded, pool, vault, url, masterKey }
    Object.assign(world, makeWorld(ground, today))
    end = async () => {
      await guarded.destroy()
      await db.destroy()
      await drop()
    }
  })
  afterAll(() => end())
  return world
}

export type World = ReturnType<typeof makeWorld>

interface Ground {
  readonly db: Database
  readonly guarded: Database
  readonly pool: Pool
  readonly vault: Vault
  readonly url: string
  readonly masterKey: Buffer
}

function makeWorld({ db, guarded, pool, vault, url, masterKey }: Ground, start: string) {
  let today = start
  const queued: { operation: string; input: Record<string, unknown> }[] = []
  const kernel: Kernel = {
    db,
    guarded,
    operations,
    reactions,
    vault,
    clock: { today: () => today, now: () => new Date(`${today}T12:00:00+08:00`) },
    async enqueue(_db, operation, input) {
      queued.push({ operation, input })
    },
  }
  let accounts = 0
  return {
    db,
    pool,
    url,
    masterKey,
    kernel,
    /** Work that operations handed to the queue; a test runs it when it wants to. */
    queued,
    setToday: (day: string) => void (today = day),
    // Tests look into answers freely; the shapes are checked by the operations themselves.
    // oxlint-disable-next-line typescript/no-explicit-any
    do: (actor: Actor, name: string, input: unknown, call?: Call): Promise<any> =>
      execute(kernel, actor, name, input, call),
    org: (kind: string, values: Parameters<typeof addOrg>[2] = {}) => addOrg(db, kind, values),
    actor: async (role: Role, orgId: number): Promise<Actor> => {
      const account = `tester${++accounts}`
      const { id: accountId } = await db
        .insertInto('account')
        .values({ account, name: `试用${accounts}` })
        .returning('id')
        .executeTakeFirstOrThrow()
      const { id: postId } = await db
        .insertInto('post')
        .values({ accountId, orgId, role, title: role, validFrom: '2020-01-01' })
        .returning('id')
        .executeTakeFirstOrThrow()
      const { scopeId } = await db
        .selectFrom('post')
        .select(scopeOfPost.as('scopeId'))
        .where('id', '=', postId)
        .executeTakeFirstOrThrow()
      const confirmedUntil = new Date('2100-01-01')
      return { accountId, name: account, postId, role, orgId, scopeId, confirmedUntil }
    },
    /** A person written straight into the tables, with ties as of the day of registration. */
    retiree: (seed: RetireeSeed) => addRetiree(pool, db, vault, seed),
    events: (subjectId: number, subject = 'retiree') =>
      db
        .selectFrom('trace')
        .select(['name', 'operation', 'accountId', 'outcome', 'detail'])
        .where('subject', '=', subject)
        .where('subjectId', '=', subjectId)
        .orderBy('id')
        .execute(),
  }
}
