import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { keyringOf } from './keyring.ts'

const world = useWorld()
const dataDir = mkdtempSync(join(tmpdir(), 'chongyang-keyring-'))
const file = join(dataDir, 'keys', 'master.key')
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
beforeEach(() => vi.stubEnv('KEY_FILE', file))
afterAll(() => vi.unstubAllEnvs())

const profiles = async () =>
  (await world.db.selectFrom('dataKey').select('profile').distinct().execute()).map(
    ({ profile }) => profile,
  )

test('the algorithms are chosen when keys are first made, and stay', async () => {
  await world.db.deleteFrom('dataKey').execute()
  vi.stubEnv('CRYPTO_PROFILE', 'des')
  await expect(keyringOf(world.db, dataDir)).rejects.toMatchObject({ code: 'vault.profile' })
  vi.stubEnv('CRYPTO_PROFILE', 'aes')
  const vault = await keyringOf(world.db, dataDir)
  expect(await profiles()).toEqual(['aes'])
  const sealed = vault.seal('fields', Buffer.from('青霉素'), 'retiree.allergies.1')
  vi.stubEnv('CRYPTO_PROFILE', '')
  const again = await keyringOf(world.db, dataDir)
  await again.renew(world.db, 'fields')
  expect(await profiles()).toEqual(['aes'])
  expect(again.unseal(sealed, 'retiree.allergies.1').toString()).toBe('青霉素')
})

test('another process learns of a new key when it meets it, and refuses one that does not exist', async () => {
  const [one, other] = [await keyringOf(world.db, dataDir), await keyringOf(world.db, dataDir)]
  await one.renew(world.db, 'fields')
  const sealed = one.seal('fields', Buffer.from('甲'), 'here')
  const unknown = { kind: 'unavailable', code: 'vault.unknownKey' }
  expect(() => other.unseal(sealed, 'here')).toThrow(expect.objectContaining(unknown))
  expect(() => other.unseal(sealed, 'here')).toThrow(expect.objectContaining(unknown))
  await other.reload(world.db)
  expect(other.unseal(sealed, 'here').toString()).toBe('甲')
  sealed.writeUInt16BE(30_000, 2)
  expect(() => other.unseal(sealed, 'here')).toThrow(expect.objectContaining(unknown))
  await other.reload(world.db)
  expect(() => other.unseal(sealed, 'here')).toThrow('密文已被改动')
})

test('the master key is made once and never again while there are data keys', async () => {
  expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  rmSync(file)
  expect((await keyringOf(world.db, dataDir)).open).toBe(false)
})
