import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import type { Algorithm } from './algorithms.ts'
import { openedFrom } from './sealed.ts'

/** A report whose time is further off than this is refused, either way. */
export const toleranceSeconds = 300

/** What a device sends: `body` is JSON text, signed as it stands. */
export const SignedPress = z.strictObject({
  device: z.string('请写明设备编号').min(4).max(40),
  /** Seconds since 1970, UTC. */
  timestamp: z.int('请写明时间戳'),
  nonce: z
    .string('请写明随机数')
    .regex(/^[\w-]{16,80}$/, '随机数为 16 至 80 个字母、数字、下划线或短横'),
  body: z.string('请写明内容').min(2).max(1_000, '内容太长'),
  /** Hexadecimal. */
  signature: z.string('请签名').regex(/^[0-9a-fA-F]{64}$/, '签名为 64 位十六进制'),
})
export type SignedPress = z.output<typeof SignedPress>

const Body = z.object({
  event: z.string().regex(/^[\w.:-]{8,80}$/),
  drill: z.boolean().default(false),
})

export interface DeviceKey {
  readonly id: number
  readonly algorithm: string
  readonly secret: unknown
}

/** The text that is signed. */
export function signedText({
  device,
  timestamp,
  nonce,
  body,
}: Omit<SignedPress, 'signature'>): string {
  return `${device}\n${timestamp}\n${nonce}\n${body}`
}

/** The signature of a text under a device's secret. */
export function signatureOf(algorithm: Algorithm, secret: string, text: string): Buffer {
  return createHmac(algorithm.slice(5), Buffer.from(secret, 'base64url')).update(text).digest()
}

/**
 * The press that a report carries, once its device and its time are proved.
 * @throws Refusal `calls.badSignature`, `calls.wrongTime`, `calls.unreadable`
 */
export function provedPress(
  context: Pick<Context, 'vault' | 'now'>,
  device: DeviceKey | undefined,
  report: SignedPress,
): { event: string; nonce: string; isDrill: boolean } {
  const secret = device && openedFrom(context, 'call_device.secret', device.id, device.secret)
  if (!device || secret === undefined) throw unproved()
  if (secret === null)
    throw new Refusal('unavailable', 'vault.locked', '主密钥不在，暂时无法核对设备签名')
  const wanted = signatureOf(device.algorithm as Algorithm, secret, signedText(report))
  if (!timingSafeEqual(wanted, Buffer.from(report.signature, 'hex'))) throw unproved()
  if (Math.abs(context.now.getTime() / 1_000 - report.timestamp) > toleranceSeconds)
    throw new Refusal(
      'invalid',
      'calls.wrongTime',
      '报文时间与服务器相差超过 5 分钟，请校准设备时钟',
      'timestamp',
    )
  const body = Body.safeParse(parsed(report.body))
  if (!body.success)
    throw new Refusal('invalid', 'calls.unreadable', '内容应为 {"event":"…","drill":false}', 'body')
  return { event: body.data.event, nonce: report.nonce, isDrill: body.data.drill }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Unknown devices and wrong signatures look the same from outside. */
function unproved(): Refusal {
  return new Refusal('forbidden', 'calls.badSignature', '设备未登记或签名不对')
}
