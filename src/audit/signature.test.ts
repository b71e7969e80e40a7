import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'
import { afterAll, expect, test } from 'vitest'
import { newKeyPair, publicKeyPem, sign, signerId, verifies } from './signature.ts'

const folder = mkdtempSync(join(tmpdir(), 'chongyang-sm2-'))
afterAll(() => rmSync(folder, { recursive: true }))

const openssl = spawnSync('openssl', ['version']).status === 0

/** Another programme where there is one, else the library's own check and the fixed signature below. */
function othersVerify(message: Buffer, signature: Buffer, publicKey: string): boolean {
  if (!openssl)
    return sm2.doVerifySignature(message, signature.toString('hex'), publicKey, {
      hash: true,
      der: true,
      userId: signerId,
    })
  const file = (name: string, bytes: Buffer | string) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const words = ['pkeyutl', '-verify', '-pubin', '-rawin', '-digest', 'sm3']
  const given = ['-inkey', file('key.pem', publicKeyPem(publicKey))]
  const what = ['-in', file('message', message), '-sigfile', file('signature', signature)]
  const who = ['-pkeyopt', `distid:${signerId}`]
  return spawnSync('openssl', [...words, ...given, ...what, ...who]).status === 0
}

test('signatures verify, here and with another programme, and nothing altered does', () => {
  for (let round = 0; round < 20; round++) {
    const pair = newKeyPair()
    const message = randomBytes(32)
    const signature = sign(message, pair)
    expect(verifies(message, signature, pair.publicKey)).toBe(true)
    expect(othersVerify(message, signature, pair.publicKey)).toBe(true)
    const altered = Buffer.from(message)
    altered[round] = (altered[round] as number) ^ 1
    expect(verifies(altered, signature, pair.publicKey)).toBe(false)
    expect(othersVerify(altered, signature, pair.publicKey)).toBe(false)
    expect(verifies(message, signature, newKeyPair().publicKey)).toBe(false)
    expect(verifies(message, signature.subarray(3), pair.publicKey)).toBe(false)
  }
})

// Made once by `openssl pkeyutl -sign … -pkeyopt distid:1234567812345678`.
test('a signature made by another programme verifies here', () => {
  const { message, signature, publicKey } = fixed
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  expect(verifies(bytes(message), bytes(signature), publicKey)).toBe(true)
  expect(verifies(bytes(message.replace(/^../, '00')), bytes(signature), publicKey)).toBe(false)
})

test('the international algorithm does not take our signature', () => {
  const pair = newKeyPair()
  const message = randomBytes(32)
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  expect(verify('sha256', message, publicKey, sign(message, pair))).toBe(false)
})

test('the check by another programme is not left out unseen', () => {
  if (openssl) expect(String(execFileSync('openssl', ['version']))).toMatch(/^OpenSSL/)
  else process.stdout.write('openssl 不在：只用固定签名核对\n')
})

const fixed = {
  message: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  signature:
    '304402201b909851196659689cd8cc1f511c9b0858dcd6e48f4f23dd3d9946e0dbe58ece022021c7a228244cf0c4b7e55de75baa7045f3a738278ae56d6097448db3039b426f',
  publicKey:
    '0476d09c4b86e679e0d644ec2d63044df036748b92b6eb580def43bf0f06eb23bf344f27b88b452a3577f211a34bf62b5cbe25cd9d062d892f6657e03582dd358c',
}
