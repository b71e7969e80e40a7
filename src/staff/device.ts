import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Vault } from '#src/kernel/vault.ts'

const daysKnown = 180
const accountsPerDevice = 6

/** What of an account decides whether a device counts as known. */
export interface DeviceOwner {
  readonly id: number
  readonly devicesSince: Date
}

/**
 * The device by which an account is known here, from the signed marks of the request; undefined on a
 * new device. A mark holds for one account and 180 days, and not from before the account disowned its devices.
 */
export function knownDevice(vault: Vault, marks: string, owner: DeviceOwner, now: Date) {
  const since = Math.max(owner.devicesSince.getTime(), now.getTime() - daysKnown * 86_400_000)
  for (const mark of marks.split('~')) {
    const [account = '', issued = '', name = '', signature = ''] = mark.split('.')
    if (Number(account) !== owner.id || Number(issued) * 1000 < since - 1000) continue
    const expected = sign(vault, account, issued, name)
    const given = Buffer.from(signature, 'base64url')
    if (given.length === expected.length && timingSafeEqual(given, expected)) return name
  }
  return undefined
}

/** The marks of the device with a fresh one for the account; those of other people stay. */
export function markDevice(vault: Vault, marks: string, accountId: number, now: Date): string {
  const account = String(accountId)
  const issued = String(Math.floor(now.getTime() / 1000))
  const name = randomBytes(12).toString('base64url')
  const fresh = [account, issued, name, sign(vault, account, issued, name).toString('base64url')]
  const others = marks.split('~').filter((mark) => mark && !mark.startsWith(`${account}.`))
  return [fresh.join('.'), ...others].slice(0, accountsPerDevice).join('~')
}

function sign(vault: Vault, account: string, issued: string, name: string): Buffer {
  return vault.digest('device', `${account}.${issued}.${name}`)
}
