import type { Selectable } from 'kysely'
import type { Database } from '#src/kernel/db.ts'
import type { Gate } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { DB } from '#src/kernel/tables.gen.ts'
import { knownDevice } from './device.ts'
import { passwordMatches } from './password.ts'

const perPlace = 5
const lockMinutes = 15
const doublings = 6
const perHourElsewhere = 20
const hour = 3_600_000
const forgottenAfter = 24 * hour
/** What lies further in the future was counted by a clock that has been set right since. */
const clockSetBack = -5 * 60_000
/** Stands for all devices together that the account has not signed in from. */
const elsewhere = '*'

type Requested = Pick<Gate, 'now' | 'source' | 'device' | 'vault'>
type Guard = Selectable<DB['signInGuard']>

/** Unknown account, wrong password and an account held shut: one answer (ASVS 5.0 V6.3.8). */
export const wrongSignIn = () =>
  new Refusal('unknown', 'session.wrong', '账号或密码不对，请核对后再试')

/**
 * Counts an attempt before it is made, so that many at once cannot slip past (ASVS 5.0 V6.1.1, V6.3.1).
 * Five wrong ones from one place close that place for 15 minutes, doubling; twenty an hour close the account for all
 * unknown devices together. A known device has its own count: a stranger cannot lock the owner out.
 * @throws Refusal `session.tooManyTries`, or the same answer and cost as a wrong password
 */
export async function admitGuess(gate: Gate, account: string, password: string): Promise<void> {
  const shut = await gate.db.transaction().execute((db) => countGuess({ ...gate, db }, account))
  if (!shut) return
  await passwordMatches(password, null)
  throw wrongSignIn()
}

async function countGuess(gate: Gate, account: string): Promise<boolean> {
  const { db, now } = gate
  const { place, known, owner } = await placeOf(db, gate, account)
  const all = known ? undefined : await guardAt(db, account, elsewhere, now)
  const here = await guardAt(db, account, place, now)
  const minutes = minutesShut(here, now)
  if (minutes > 0)
    throw new Refusal('tooMany', 'session.tooManyTries', `输错次数太多，请 ${minutes} 分钟后再试`)
  const again = here.tries >= perPlace
  const counted = again ? { tries: 1, rounds: here.rounds + 1 } : { tries: here.tries + 1 }
  await keep(db, { ...here, ...counted, lastAt: now })
  if (!all) return false
  const recent = all.recent.filter((at) => at.getTime() > now.getTime() - hour)
  if (recent.length >= perHourElsewhere) return true
  await keep(db, { ...all, recent: [...recent, now], lastAt: now })
  if (owner && recent.length + 1 === perHourElsewhere) await noticeGuessing(db, owner.id, now)
  return false
}

/** Whole minutes until a place may try again. */
function minutesShut({ tries, rounds, lastAt }: Guard, now: Date): number {
  if (tries < perPlace) return 0
  const until = lastAt.getTime() + lockMinutes * 60_000 * 2 ** Math.min(rounds, doublings)
  return Math.ceil((until - now.getTime()) / 60_000)
}

/** The attempt was right: the place begins anew. */
export async function forgiveGuesses(
  db: Database,
  asked: Requested,
  account: string,
): Promise<void> {
  await takeBackLast(db, asked, account)
  const { place } = await placeOf(db, asked, account)
  await db
    .deleteFrom('signInGuard')
    .where('account', '=', account)
    .where('place', '=', place)
    .execute()
}

/** The attempt was neither right nor wrong, such as a password without its code. */
export async function takeBackGuess(
  db: Database,
  asked: Requested,
  account: string,
): Promise<void> {
  await takeBackLast(db, asked, account)
  const { place } = await placeOf(db, asked, account)
  await db
    .updateTable('signInGuard')
    .set((is) => ({ tries: is('tries', '-', 1) }))
    .where('account', '=', account)
    .where('place', '=', place)
    .where('tries', '>', 0)
    .execute()
}

async function takeBackLast(db: Database, asked: Requested, account: string): Promise<void> {
  const { known } = await placeOf(db, asked, account)
  if (known) return
  const all = await guardAt(db, account, elsewhere, asked.now)
  await keep(db, { ...all, recent: all.recent.slice(0, -1) })
}

/** Where an attempt comes from: the known device, else the address. */
async function placeOf(db: Database, asked: Requested, account: string) {
  const owner = await db
    .selectFrom('account')
    .select(['id', 'devicesSince'])
    .where('account', '=', account)
    .executeTakeFirst()
  const device = owner && knownDevice(asked.vault, asked.device, owner, asked.now)
  return device
    ? { place: `device:${device}`, known: true, owner }
    : { place: `from:${asked.source}`, known: false, owner }
}

/** The count of one place, locked; what is a day old, or counted by a wrong clock, is forgotten. */
async function guardAt(db: Database, account: string, place: string, now: Date): Promise<Guard> {
  const fresh = { account, place, lastAt: now }
  await db
    .insertInto('signInGuard')
    .values(fresh)
    .onConflict((clash) => clash.doNothing())
    .execute()
  const row = await db
    .selectFrom('signInGuard')
    .selectAll()
    .where('account', '=', account)
    .where('place', '=', place)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const age = now.getTime() - row.lastAt.getTime()
  return age > forgottenAfter || age < clockSetBack
    ? { ...row, tries: 0, rounds: 0, recent: [] }
    : row
}

async function keep(db: Database, { account, place, ...counts }: Guard): Promise<void> {
  await db
    .updateTable('signInGuard')
    .set(counts)
    .where('account', '=', account)
    .where('place', '=', place)
    .execute()
}

async function noticeGuessing(db: Database, accountId: number, at: Date): Promise<void> {
  await db.insertInto('securityNotice').values({ kind: 'guessed', accountId, at }).execute()
}
