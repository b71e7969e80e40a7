import { existsSync, renameSync } from 'node:fs'
import type { Database } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import {
  existingMasterKey,
  masterKeyFile,
  masterKeyOf,
  openVault,
  type Vault,
} from '#src/kernel/vault.ts'
import type { Profile } from '#src/kernel/vault/envelope.ts'
import { readKey } from '#src/kernel/vault/masterKey.ts'

/** How often a process learns of keys that another one made, in milliseconds. */
export const keysEvery = 5_000

/** Where a new master key waits until every data key is wrapped under it. */
export function nextKeyFile(dataDir: string): string {
  return `${masterKeyFile(dataDir)}.next`
}

/**
 * The vault of an installation. Data keys are first made with 国密 algorithms, or with AES where
 * `CRYPTO_PROFILE=aes` says so at set-up. A change of the master key that was cut short is completed.
 */
export async function keyringOf(db: Database, dataDir: string): Promise<Vault> {
  const profile = profileOf(process.env['CRYPTO_PROFILE'])
  const again = () => existingMasterKey(dataDir)
  const master = await masterKeyOf(db, dataDir)
  try {
    return await openVault(db, master, profile, again)
  } catch (error) {
    const next = nextKeyFile(dataDir)
    if (!(error instanceof Refusal) || !existsSync(next)) throw error
    const vault = await openVault(db, readKey(next), profile, again)
    renameSync(next, masterKeyFile(dataDir))
    return vault
  }
}

/** Keeps learning of new keys until it is told to stop. */
export function watchKeys(vault: Vault, db: Database, every = keysEvery): () => void {
  const timer = setInterval(() => void vault.reload(db).catch(() => undefined), every)
  timer.unref()
  return () => clearInterval(timer)
}

function profileOf(word: string | undefined): Profile {
  if (word === undefined || word === '' || word === 'sm4') return 'sm4'
  if (word === 'aes') return 'aes'
  throw new Refusal('invalid', 'vault.profile', 'CRYPTO_PROFILE 只能是 sm4（国密）或 aes')
}
