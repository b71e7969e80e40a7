let askAgain: () => Promise<boolean> = async () => false
let asking: Promise<boolean> | undefined
let renewed = 0
let renewal: Promise<unknown> = Promise.resolve()

/** Names who asks the person to prove anew who he is; answers whether that was done. */
export function whenUnconfirmed(handler: () => Promise<boolean>): void {
  askAgain = handler
}

/** Notes a call that gives the session a new token: what was on its way with the old one is asked again. */
export function renewing<T>(work: Promise<T>): Promise<T> {
  renewal = work.then(
    () => void renewed++,
    () => undefined,
  )
  return work
}

/** Asks; where a fresh proof of identity is wanted, lets the person give it and asks once more. */
export async function withIdentity<T>(ask: () => Promise<T>): Promise<T> {
  const before = renewed
  try {
    return await ask()
  } catch (error) {
    if (!(await worthRepeating(error, before))) throw error
    return ask()
  }
}

async function worthRepeating(error: unknown, before: number): Promise<boolean> {
  const { code } = error as { code?: string }
  if (code === 'session.unconfirmed') return confirmOnce()
  if (code !== 'session.required') return false
  await renewal
  return renewed !== before
}

/** Several calls that are refused together ask the person once. */
function confirmOnce(): Promise<boolean> {
  asking ??= askAgain().finally(() => (asking = undefined))
  return asking
}
