import { systemActor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { withPlatform } from './platform.ts'

/** `duties rebuild|verify`; verify exits 1 when the kept ledger differs from a fresh derivation. */
export async function dutyLedger([verb]: string[]): Promise<number> {
  if (verb !== 'rebuild' && verb !== 'verify') {
    console.error('用法：duties rebuild | duties verify')
    return 2
  }
  return withPlatform(async (kernel) => {
    const answer = await execute(kernel, systemActor(), `duties.${verb}`, {})
    console.log(JSON.stringify(answer))
    const { differences = 0 } = (answer ?? {}) as { differences?: number }
    return differences > 0 ? 1 : 0
  })
}
