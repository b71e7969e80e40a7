import { randomBytes } from 'node:crypto'
import { signatureOf, signedText } from '#src/calls/signature.ts'

/** A device that calls, as a maker would write its program. */
export interface Bell {
  readonly code: string
  readonly secret: string
}

/** A signed report of a press; the same event twice is the same press. */
export function reportOf({ code, secret }: Bell, event = randomBytes(12).toString('hex')) {
  const plain = {
    device: code,
    timestamp: Math.floor(Date.now() / 1_000),
    nonce: randomBytes(16).toString('hex'),
    body: JSON.stringify({ event }),
  }
  const signature = signatureOf('hmac-sm3', secret, signedText(plain)).toString('hex')
  return { ...plain, signature }
}

/** Sends a press to a server; the status, or 0 where no answer came. */
export async function ringBell(
  address: string,
  bell: Bell,
  event?: string,
): Promise<{ status: number; callId?: number }> {
  try {
    const answer = await fetch(`${address}/api/calls.receive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(reportOf(bell, event)),
    })
    return { status: answer.status, ...((await answer.json()) as { callId?: number }) }
  } catch {
    return { status: 0 }
  }
}
