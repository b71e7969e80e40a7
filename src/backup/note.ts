import { systemActor } from '#src/kernel/access.ts'
import { systemClock } from '#src/kernel/clock.ts'
import { openDatabase, openPool } from '#src/kernel/db.ts'
import { execute } from '#src/kernel/execute.ts'
import { openVault } from '#src/kernel/vault.ts'
import type { Made } from './make.ts'
import { platform } from './operations.ts'

/** Leaves the trace of a good backup, by the door, for the alarm about its age. */
export async function noteBackup(
  url: string,
  file: string,
  { manifest, bytes }: Made,
): Promise<void> {
  const db = openDatabase(openPool(url, 1))
  try {
    const vault = await openVault(db, undefined)
    const parts = { operations: platform, reactions: [], clock: systemClock }
    const kernel = { ...parts, db, guarded: db, vault, enqueue: async () => {} }
    const { at, tables } = manifest
    const input = { at, file, bytes, tables: tables.length }
    await execute(kernel, systemActor(), 'platform.noteBackup', input)
  } finally {
    await db.destroy()
  }
}
