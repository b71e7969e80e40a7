import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { tieKinds, type TieKind } from '#src/orgs/org.ts'
import { fieldOf, isFieldKey, showValue } from './fields.ts'
import type { Sensitivity } from './fields/field.ts'
import { lifeEvents, type LifeEvent } from './life.ts'
import { requireRetiree } from './reach.ts'
import { tags, type TagCode } from './tag.ts'
import { verificationMethods } from './verification.ts'
import { masked } from './visibility.ts'

/** One line of a person's history. */
export interface HistoryEntry {
  readonly on: string
  readonly kind: 'record' | 'life' | 'tie' | 'tag' | 'verification'
  readonly title: string
  readonly lines: readonly string[]
  readonly by: string | null
}

export const history = {
  'roster.history': query({
    title: '查看沿革',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<HistoryEntry[]> {
      await requireRetiree(context, id)
      const entries = [
        ...(await changesOf(context, id)),
        ...(await eventsOf(context, id)),
        ...(await tiesOf(context, id)),
        ...(await tagsOf(context, id)),
        ...(await verificationsOf(context, id)),
      ]
      return entries.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
    },
  }),

  'roster.looks': query({
    title: '谁看过',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }) {
      await requireRetiree(context, id)
      const rows = await context.db
        .selectFrom('trace')
        .leftJoin('account', 'account.id', 'trace.accountId')
        .leftJoin('post', 'post.id', 'trace.postId')
        .leftJoin('org', 'org.id', 'trace.orgId')
        .select(['trace.at', 'account.name', 'post.title as post', 'org.name as org'])
        .select(['trace.operation', 'trace.name as event', 'trace.detail'])
        .where('trace.subject', '=', 'retiree')
        .where('trace.subjectId', '=', id)
        .orderBy('trace.id', 'desc')
        .limit(200)
        .execute()
      return rows.map(({ operation, ...row }) => ({
        ...row,
        title: context.operations[operation]?.title ?? operation,
      }))
    },
  }),
}

async function changesOf({ db }: Context, id: number): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('retireeChange')
    .leftJoin('account', 'account.id', 'retireeChange.accountId')
    .select(['effectiveOn', 'before', 'after', 'batchId', 'account.name as by'])
    .where('retireeId', '=', id)
    .orderBy('retireeChange.id', 'desc')
    .execute()
  return rows.map(({ effectiveOn, before, after, batchId, by }) => ({
    on: effectiveOn,
    kind: 'record',
    title: batchId ? '批量导入更新' : '修改档案',
    lines: linesOf(before as Record<string, unknown>, after as Record<string, unknown>),
    by,
  }))
}

const nothing: ReadonlySet<Sensitivity> = new Set()

/** 手机：138****5678 → 139****0001, telephones in part; the number and health are only named. */
function linesOf(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return Object.keys(after)
    .filter(isFieldKey)
    .map((key) => {
      const { title, sensitivity } = fieldOf(key)
      if (sensitivity === 'S3') return `${title}有更改`
      const show = (values: object) => showValue(key, masked(values, nothing)[key]) || '空'
      return `${title}：${show({ [key]: before[key] })} → ${show({ [key]: after[key] })}`
    })
}

async function eventsOf({ db }: Context, id: number): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('lifeEvent')
    .leftJoin('account', 'account.id', 'lifeEvent.accountId')
    .select(['kind', 'happenedOn', 'detail', 'account.name as by'])
    .where('retireeId', '=', id)
    .orderBy('lifeEvent.id', 'desc')
    .execute()
  return rows.map(({ kind, happenedOn, detail, by }) => ({
    on: happenedOn,
    kind: 'life',
    title: lifeEvents[kind as LifeEvent],
    lines: Object.values(detail as Record<string, unknown>).filter(
      (value) => typeof value === 'string' && value !== '',
    ) as string[],
    by,
  }))
}

async function tiesOf({ db }: Context, id: number): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('tie')
    .innerJoin('org', 'org.id', 'tie.orgId')
    .select(['tie.kind', 'org.name', 'tie.validFrom', 'tie.validTo', 'tie.source'])
    .where('retireeId', '=', id)
    .orderBy('tie.id', 'desc')
    .execute()
  return rows.map(({ kind, name, validFrom, validTo, source }) => ({
    on: validFrom,
    kind: 'tie',
    title: `${tieKinds[kind as TieKind]}：${name}`,
    lines: [
      validTo ? `${validFrom} 至 ${validTo}` : `${validFrom} 起`,
      ...(source ? [source] : []),
    ],
    by: null,
  }))
}

async function tagsOf({ db }: Context, id: number): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('tag')
    .select(['code', 'fromOn', 'toOn', 'evidence', 'endedWhy'])
    .where('retireeId', '=', id)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ code, fromOn, toOn, evidence, endedWhy }) => ({
    on: fromOn,
    kind: 'tag',
    title: `标签：${tags[code as TagCode] ?? code}`,
    lines: [evidence, ...(toOn ? [`${toOn} 结束：${endedWhy ?? ''}`] : [])],
    by: null,
  }))
}

async function verificationsOf({ db }: Context, id: number): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('verification')
    .leftJoin('account', 'account.id', 'verification.accountId')
    .select(['verifiedOn', 'method', 'note', 'account.name as by'])
    .where('retireeId', '=', id)
    .orderBy('verification.id', 'desc')
    .execute()
  return rows.map(({ verifiedOn, method, note, by }) => ({
    on: verifiedOn,
    kind: 'verification',
    title: '信息核实',
    lines: [
      verificationMethods[method as keyof typeof verificationMethods],
      ...(note ? [note] : []),
    ],
    by,
  }))
}
