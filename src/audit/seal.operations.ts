import { sql } from 'kysely'
import * as z from 'zod'
import { addDays } from '#src/kernel/day.ts'
import { command, download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { acceptRestore } from './acceptRestore.ts'
import { raiseAlert } from './alerts/detect.ts'
import { anchorPlaces, lastAnchored, type AnchorPlace } from './anchor.ts'
import { proofOf } from './proof.ts'
import { holdTrace, lastSeal, purgeFormat, sealInside, sealsFrom } from './seal.ts'
import { publicKeys } from './sealKey.ts'
import { sealSheet } from './sheet.ts'
import type { SteadyState } from './steadyCheck.ts'
import { recall, forget } from './steadyMemory.ts'
import { keepCheck } from './steadyWatch.ts'
import { verifyTrace, type Verification } from './verify.ts'
import { checkedDays } from './words.ts'

export interface SealLine {
  readonly n: number
  readonly at: string
  readonly count: number
  readonly hash: string
  /** True for a seal that vouches for a purge; `count` is then what went. */
  readonly purge: boolean
}

export interface SealState {
  readonly seals: readonly SealLine[]
  readonly publicKey: string | null
  readonly places: readonly { title: string; folder: string; n: number | null }[]
  readonly checks: readonly SealCheck[]
  /** The steady check's last run; null before the first. */
  readonly steady: SteadyLine | null
}

export type SteadyLine = Pick<SteadyState, 'at' | 'tookMs' | 'rows' | 'walked' | 'roundDone'>

export interface SealCheck extends Omit<Verification, 'seals' | 'rows' | 'pending'> {
  readonly id: number
  readonly at: Date
  readonly by: string | null
  readonly fromDay: string | null
  readonly seals: number
  readonly rows: number
  readonly pending: number
}

export const seals = {
  'audit.seals': query({
    title: '查看留痕封印',
    permission: 'trace.read',
    input: z.strictObject({ before: z.int().optional() }),
    async run({ db, dataDir }, { before }): Promise<SealState> {
      const top = before ?? ((await lastSeal(db))?.n ?? 0) + 1
      const shown = await sealsFrom(db, Math.max(1, top - 20), { limit: 20 })
      return {
        seals: shown
          .filter(({ n }) => n < top)
          .map(({ n, at, count, hash, format }) => ({
            n,
            at,
            count,
            hash: hash.toString('hex'),
            purge: format === purgeFormat,
          }))
          .reverse(),
        publicKey: [...(await publicKeys(db)).values()].at(-1) ?? null,
        places: await Promise.all(placesOf(dataDir).map(stateOf)),
        checks: await lastChecks(db),
        steady: await steadyLine(dataDir),
      }
    },
  }),

  'audit.verify': command({
    title: '核验留痕',
    permission: 'trace.verify',
    input: z.strictObject({
      days: z.enum(Object.keys(checkedDays) as (keyof typeof checkedDays)[], '请选择核验范围'),
    }),
    async run(context, { days }): Promise<Verification> {
      const fromDay = Number(days) ? addDays(context.today, 1 - Number(days)) : undefined
      return verifyAndKeep(context, fromDay)
    },
  }),

  'audit.check': command({
    title: '每日核验留痕',
    permission: 'system.run',
    daily: '03:20',
    input: z.strictObject({ days: z.int().min(0).default(31) }),
    run: (context, { days }) =>
      verifyAndKeep(context, days ? addDays(context.today, 1 - days) : undefined),
  }),

  'audit.seal': command({
    title: '封印留痕',
    permission: 'system.run',
    input: z.strictObject({}),
    async run({ db, vault, record }) {
      const made = await sealInside(db, vault)
      const rows = made.reduce((sum, { count }) => sum + count, 0)
      const n = made.at(-1)?.n ?? null
      record({ name: 'trace.sealed', subject: 'seal', subjectId: n, detail: { rows } })
      return { n, rows }
    },
  }),

  'audit.acceptRestore': command({
    title: '认可数据库恢复',
    permission: 'trace.verify',
    confirmed: true,
    input: z.strictObject({
      note: z.string().trim().min(4, '请写明恢复的原因和时点').max(200, '最多 200 个字'),
    }),
    async run(context, { note }) {
      const { db, actor, now, record } = context
      const said = { at: now.toISOString(), by: actor.name, note }
      const after: number[] = []
      for (const place of placesOf(context.dataDir))
        after.push(await acceptRestore(db, place, said))
      if (context.dataDir) await forget(context.dataDir)
      record({
        name: 'restore.accepted',
        subject: 'seal',
        subjectId: null,
        detail: { note, after },
      })
      return { after }
    },
  }),

  'audit.proof': query({
    title: '出具留痕证明',
    permission: 'trace.read',
    input: z.strictObject({ id: z.int() }),
    run: (context, { id }) => proofOf(context, id),
  }),

  'audit.sealSheet': download({
    title: '下载封印单',
    permission: 'trace.verify',
    input: z.strictObject({ day: z.iso.date('请选择日期') }),
    run: (context, { day }): Promise<Download> => sealSheet(context, day),
  }),
}

function placesOf(dataDir: string | undefined): AnchorPlace[] {
  return dataDir ? anchorPlaces(dataDir) : []
}

async function stateOf(place: AnchorPlace) {
  const { title, folder } = place
  const n = await lastAnchored(place).then(
    (last) => last.n,
    () => null,
  )
  return { title, folder, n }
}

async function steadyLine(dataDir: string | undefined): Promise<SteadyLine | null> {
  const state = dataDir ? await recall(dataDir) : undefined
  if (!state) return null
  const { at, tookMs, rows, walked, roundDone } = state
  return { at, tookMs, rows, walked, roundDone }
}

async function verifyAndKeep(context: Context, fromDay: string | undefined): Promise<Verification> {
  const { db, actor, dataDir, today, record, aside } = context
  await holdTrace(db, 'counting')
  const result = await verifyTrace(db, { places: placesOf(dataDir), fromDay })
  const { findings, seals: sealCount, rows } = result
  await keepCheck(db, result, { accountId: actor.accountId, fromDay: fromDay ?? null })
  if (findings.length)
    await aside((own) => raiseAlert(own, 'verification', today, { findings: findings.length }))
  const detail = { findings: findings.length, seals: sealCount, rows }
  record({ name: 'trace.verified', subject: 'trace', subjectId: null, detail })
  return result
}

async function lastChecks(db: Context['db']): Promise<SealCheck[]> {
  const { rows } = await sql<SealCheck>`
    select seal_check.id, at, account.name as by, from_day, seals, rows, pending, findings, notices
    from seal_check left join account on account.id = account_id
    order by seal_check.id desc limit 5`.execute(db)
  return rows
}
