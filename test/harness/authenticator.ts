import { setTimeout as pause } from 'node:timers/promises'
import { generateSync } from 'otplib'

export interface Authenticator {
  /** A code that has not been given before; the next period's is used rather than waited for. */
  code(): Promise<string>
}

const period = 30

/** An authenticator app: shows the codes of a secret, each once. */
export function authenticator(secret: string): Authenticator {
  let last = 0
  return {
    async code() {
      let step = Math.max(last + 1, nowStep())
      // The server takes the code of the next period too; of later ones not before their time.
      while (step > nowStep() + 1) {
        await pause(500)
        step = Math.max(last + 1, nowStep())
      }
      last = step
      return generateSync({ secret, epoch: step * period })
    },
  }
}

const nowStep = () => Math.floor(Date.now() / 1000 / period)
