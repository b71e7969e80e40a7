import { randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { toString as drawQr } from 'qrcode'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { digestOf } from './tokens.ts'

/** Seconds for which a code is shown; it counts in its own and in the ones just before and after (clocks differ). */
const period = 30
const recoveryCodes = 10

const sealedAt = (accountId: number, column: 'secret' | 'pending') =>
  `second_factor.${column}.${accountId}`

/** Whether second factors are in force: everywhere but in the demonstration. */
export async function factorsInForce({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const demo = await db
    .selectFrom('setting')
    .select('key')
    .where('key', '=', 'demo')
    .executeTakeFirst()
  return demo === undefined
}

/** When the account's second factor was set up; undefined while it has none. */
export async function enrolledSince({ db }: Context, accountId: number) {
  const row = await db
    .selectFrom('secondFactor')
    .select('enrolledAt')
    .where('accountId', '=', accountId)
    .where('secret', 'is not', null)
    .executeTakeFirst()
  return row?.enrolledAt ?? undefined
}

/** Whether the account has a second factor of any kind: codes, or a security key. */
export async function hasFactor(context: Context, accountId: number): Promise<boolean> {
  if (await enrolledSince(context, accountId)) return true
  const key = await context.db
    .selectFrom('passkey')
    .select('id')
    .where('accountId', '=', accountId)
    .limit(1)
    .executeTakeFirst()
  return key !== undefined
}

/** A new secret that waits for its first code; the one in use, if any, stays in use until then. */
export async function beginFactor(context: Context, accountId: number, account: string) {
  const secret = generateSecret()
  const pending = context.vault.seal(
    'secondFactor',
    Buffer.from(secret),
    sealedAt(accountId, 'pending'),
  )
  await context.db
    .insertInto('secondFactor')
    .values({ accountId, pending })
    .onConflict((clash) => clash.column('accountId').doUpdateSet({ pending }))
    .execute()
  const uri = generateURI({ issuer: '重阳', label: account, secret })
  const svg = await drawQr(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return { secret, uri, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}

/** Puts the waiting secret into use if the code is right; answers the recovery codes, shown this once. */
export async function completeFactor(
  context: Context,
  accountId: number,
  code: string,
): Promise<string[]> {
  const row = await context.db
    .selectFrom('secondFactor')
    .select('pending')
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.pending)
    throw new Refusal('conflict', 'session.noPendingFactor', '请先扫描新的二维码，再填写动态口令')
  const secret = context.vault.unseal(row.pending, sealedAt(accountId, 'pending')).toString()
  const step = stepOf(secret, code, 0, context.now)
  if (step === undefined) throw wrongCode('invalid')
  const sealed = context.vault.seal(
    'secondFactor',
    Buffer.from(secret),
    sealedAt(accountId, 'secret'),
  )
  await context.db
    .updateTable('secondFactor')
    .set({ secret: sealed, pending: null, enrolledAt: context.now, lastStep: step })
    .where('accountId', '=', accountId)
    .execute()
  return renewRecoveryCodes(context, accountId)
}

/** Ten new recovery codes in place of all earlier ones; only their digests are kept. */
export async function renewRecoveryCodes({ db }: Context, accountId: number): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
  await db.deleteFrom('recoveryCode').where('accountId', '=', accountId).execute()
  await db
    .insertInto('recoveryCode')
    .values(codes.map((code) => ({ accountId, digest: recoveryDigest(accountId, code) })))
    .execute()
  return codes
}

/**
 * Uses up a code of the authenticator or a recovery code. Each counts once (ASVS 5.0 V6.5.1).
 * @throws Refusal `session.wrongCode` at `code`
 */
export async function spendCode(context: Context, accountId: number, code: string): Promise<void> {
  const plain = code.replaceAll(/[\s-]/g, '').toLowerCase()
  const right = /^\d{6}$/.test(plain)
    ? await spendStep(context, accountId, plain)
    : await spendRecovery(context, accountId, plain)
  if (!right) throw wrongCode('unknown')
}

async function spendStep(context: Context, accountId: number, code: string): Promise<boolean> {
  const { db, vault, now } = context
  const row = await db
    .selectFrom('secondFactor')
    .select(['secret', 'lastStep'])
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.secret) return false
  const secret = vault.unseal(row.secret, sealedAt(accountId, 'secret')).toString()
  const lastStep = stepOf(secret, code, row.lastStep, now)
  if (lastStep === undefined) return false
  await db
    .updateTable('secondFactor')
    .set({ lastStep })
    .where('accountId', '=', accountId)
    .execute()
  return true
}

async function spendRecovery(context: Context, accountId: number, code: string): Promise<boolean> {
  const spent = await context.db
    .updateTable('recoveryCode')
    .set({ usedAt: context.now })
    .where('accountId', '=', accountId)
    .where('digest', '=', recoveryDigest(accountId, code))
    .where('usedAt', 'is', null)
    .returning('accountId')
    .executeTakeFirst()
  if (!spent) return false
  context.record({ name: 'factor.recoveryUsed', subject: 'account', subjectId: accountId })
  return true
}

/** The step of a right code, later than the last one used; that one is forgotten where the clock was set back. */
function stepOf(secret: string, code: string, after: number, now: Date): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const epoch = Math.floor(now.getTime() / 1000)
  const latest = Math.floor(epoch / period) + 1
  const window = { epoch, epochTolerance: period, afterTimeStep: after > latest ? 0 : after }
  const found = verifySync({ secret, token, ...window })
  return found.valid && 'timeStep' in found ? found.timeStep : undefined
}

/** 80 random bits in four groups, from letters and digits that are not mistaken for each other. */
function newRecoveryCode(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz234567890'
  const letters = [...randomBytes(16)].map((byte) => alphabet.charAt(byte % 32)).join('')
  return letters.match(/.{4}/g)?.join('-') ?? letters
}

function recoveryDigest(accountId: number, code: string): Buffer {
  return digestOf(`recovery:${accountId}:${code.replaceAll('-', '')}`)
}

const wrongCode = (kind: 'invalid' | 'unknown') =>
  new Refusal(kind, 'session.wrongCode', '动态口令不对或已经用过，请等下一组数字再填', 'code')
