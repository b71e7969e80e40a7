import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { useWorld } from '#test/harness/world.ts'
import { openVault } from './vault.ts'
import { openWith, sealWith, type DataKey, type Profile } from './vault/envelope.ts'

const world = useWorld()

const keyFor = (profile: Profile): DataKey => ({ id: 513, profile, bytes: randomBytes(32) })

test.each(['sm4', 'aes'] as const)('%s opens what it sealed, in its place only', (profile) => {
  const key = keyFor(profile)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.nat(), (plain, bound, at) => {
      const sealed = sealWith(key, plain, bound)
      expect(openWith(key, sealed, bound)).toEqual(Buffer.from(plain))
      expect(openWith(key, sealed, `${bound}.`)).toBeUndefined()
      const altered = Buffer.from(sealed)
      const index = 4 + (at % (altered.length - 4))
      altered[index] = (altered[index] as number) ^ 1
      expect(openWith(key, altered, bound)).toBeUndefined()
      expect(openWith(keyFor(profile), sealed, bound)).toBeUndefined()
    }),
  )
})

test('two hundred thousand seals never use an initial vector twice (ASVS 5.0 V11.3.4)', () => {
  const key = keyFor('aes')
  const seen = new Set<string>()
  for (let at = 0; at < 200_000; at++)
    seen.add(sealWith(key, Buffer.alloc(0), '').toString('latin1', 4, 16))
  expect(seen.size).toBe(200_000)
})

test('a renewed key seals, the old one still opens, and another master key opens nothing', async () => {
  const masterKey = randomBytes(32)
  await world.db.deleteFrom('dataKey').execute()
  const vault = await openVault(world.db, masterKey)
  const old = vault.seal('fields', Buffer.from('甲'), 'here')
  const before = vault.current('fields')
  expect(await vault.renew(world.db, 'fields')).toBeGreaterThan(before)
  expect(vault.unseal(old, 'here').toString()).toBe('甲')
  const next = randomBytes(32)
  await vault.rewrap(world.db, next)
  const again = await openVault(world.db, next)
  expect(again.unseal(old, 'here').toString()).toBe('甲')
  await expect(openVault(world.db, masterKey)).rejects.toMatchObject({ code: 'vault.locked' })
  const shut = await openVault(world.db, undefined)
  expect(() => shut.unseal(old, 'here')).toThrow('主密钥不在')
})
