import { findingKinds } from '#src/audit/finding.ts'
import type { Verification } from '#src/audit/verify.ts'
import { systemActor } from '#src/kernel/access.ts'
import { execute } from '#src/kernel/execute.ts'
import { withPlatform } from './platform.ts'

/** `trace verify`: compares the whole trace with its seals and anchors; exits 1 when anything is wrong. */
export async function trace([verb]: string[]): Promise<number> {
  if (verb !== 'verify') {
    console.error('用法：trace verify')
    return 2
  }
  return withPlatform(async (kernel) => {
    const result = (await execute(kernel, systemActor(), 'audit.check', {
      days: 0,
    })) as Verification
    const { seals, rows, pending, findings, notices } = result
    for (const { kind, message } of findings) console.log(`✗ ${findingKinds[kind]}：${message}`)
    for (const notice of notices) console.log(`· ${notice}`)
    console.log(`核对封印 ${seals} 号、留痕 ${rows} 行，待封印 ${pending} 行`)
    console.log(findings.length ? `发现 ${findings.length} 处问题` : '没有发现改动')
    return findings.length ? 1 : 0
  })
}
