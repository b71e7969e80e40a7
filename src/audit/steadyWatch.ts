import type { Database, Tx } from '#src/kernel/db.ts'
import type { Kernel } from '#src/kernel/execute.ts'
import { raiseAlert } from './alerts/detect.ts'
import { anchorPlaces } from './anchor.ts'
import { holdTrace } from './seal.ts'
import { steadyCheck, type SteadyRun } from './steadyCheck.ts'
import { recall, remember } from './steadyMemory.ts'
import { verifyTrace, type Verification } from './verify.ts'

/** A change is told at the next run, so within a minute also when a run itself takes long. */
export const steadyEveryMs = 20_000

/**
 * One run of the steady check as the server makes it: what is found raises the alert at once; then all
 * is verified, to say exactly where, and the result is kept for the audit administrator.
 */
export async function steadyRun({ db, dataDir, clock }: Kernel): Promise<SteadyRun['found']> {
  if (!dataDir) return []
  const before = await recall(dataDir)
  const { state, found } = await db.transaction().execute(async (tx) => {
    await holdTrace(tx, 'counting')
    return steadyCheck(tx, before)
  })
  if (found.length) {
    await raiseAlert(db, 'verification', clock.today(), { findings: found.length })
    const whole = await verifyTrace(db, { places: anchorPlaces(dataDir) })
    await keepCheck(db, withMore(whole, found), { accountId: null, fromDay: null })
  }
  await remember(dataDir, state)
  return found
}

function withMore(whole: Verification, found: SteadyRun['found']): Verification {
  return { ...whole, findings: [...found, ...whole.findings].slice(0, 200) }
}

/** Keeps what a verification found, for the page. */
export async function keepCheck(
  db: Database | Tx,
  { findings, notices, ...counts }: Verification,
  by: { readonly accountId: number | null; readonly fromDay: string | null },
): Promise<void> {
  await db
    .insertInto('sealCheck')
    .values({
      ...counts,
      ...by,
      findings: JSON.stringify(findings),
      notices: JSON.stringify(notices),
    })
    .execute()
}
