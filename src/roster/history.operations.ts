import * as z from 'zod'
import { formatDay } from '#src/kernel/day.ts'
import { query, type Context } from '#src/kernel/operation.ts'
import { tieKinds, type TieKind } from '#src/orgs/org.ts'
import type { Decision } from './access.ts'
import { bundleOf, type Bundle } from './access/bundle.ts'
import { fieldOf, isFieldKey, showValue } from './fields.ts'
import { lifeEvents, type LifeEvent } from './life.ts'
import { leaveLook, openPerson } from './opening.ts'
import type { Values } from './record.ts'
import { tags, type TagCode } from './tag.ts'
import { verificationMethods } from './verification.ts'
import { shown } from './visibility.ts'

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
      const person = await openPerson(context, id)
      const { decision } = person
      leaveLook(context, person)
      const entries = [
        ...(await changesOf(context, id, decision)),
        ...(await eventsOf(context, id, decision)),
        ...(await tiesOf(context, id)),
        ...(await tagsOf(context, id, decision)),
        ...(await verificationsOf(context, id, decision)),
      ]
      return entries.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
    },
  }),
}

async function changesOf({ db }: Context, id: number, decision: Decision): Promise<HistoryEntry[]> {
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
    lines: linesOf(before as Values, after as Values, decision),
    by,
  }))
}

/** 手机：138****5678 → 139****0001, telephones in part; the number and health are only named. */
function linesOf(before: Values, after: Values, decision: Decision): string[] {
  return Object.keys(after)
    .filter(isFieldKey)
    .filter((key) => decision.sightOf(key) !== 'hidden')
    .map((key) => {
      const { title, sensitivity } = fieldOf(key)
      const masked = decision.sightOf(key) === 'masked' && bundleOf(key) !== 'phones'
      if (sensitivity === 'S3' || masked) return `${title}有更改`
      const show = (values: Values) => showValue(key, shown({ [key]: values[key] }, decision)[key])
      return `${title}：${show(before) || '空'} → ${show(after) || '空'}`
    })
}

/** That someone was ill or moved is told only to those who may ever see health or addresses. */
const bundleOfEvent: Partial<Record<LifeEvent, Bundle>> = {
  moved: 'address',
  hospitalised: 'health',
  discharged: 'health',
}

async function eventsOf({ db }: Context, id: number, decision: Decision): Promise<HistoryEntry[]> {
  const rows = await db
    .selectFrom('lifeEvent')
    .leftJoin('account', 'account.id', 'lifeEvent.accountId')
    .select(['kind', 'happenedOn', 'detail', 'account.name as by'])
    .where('retireeId', '=', id)
    .orderBy('lifeEvent.id', 'desc')
    .execute()
  const known = rows.filter(({ kind }) => {
    const bundle = bundleOfEvent[kind as LifeEvent]
    return bundle === undefined || decision.sightOfBundle(bundle) !== 'hidden'
  })
  return known.map(({ kind, happenedOn, detail, by }) => ({
    on: happenedOn,
    kind: 'life',
    title: lifeEvents[kind as LifeEvent],
    lines:
      decision.sightOfBundle(bundleOfEvent[kind as LifeEvent] ?? 'personal') === 'open'
        ? textsOf(detail as Record<string, unknown>)
        : [],
    by,
  }))
}

function textsOf(detail: Record<string, unknown>): string[] {
  return Object.entries(detail).flatMap(([key, value]) =>
    typeof value === 'string' && value !== '' && key !== 'noticedOn' ? [value] : [],
  )
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
    lines: [...(validTo ? [`至${formatDay(validTo)}`] : []), ...(source ? [source] : [])],
    by: null,
  }))
}

async function tagsOf({ db }: Context, id: number, decision: Decision): Promise<HistoryEntry[]> {
  const personal = decision.sightOfBundle('personal') === 'open'
  const rows = await db
    .selectFrom('tag')
    .select(['code', 'fromOn', 'toOn', 'evidence', 'endedWhy'])
    .where('retireeId', '=', id)
    .orderBy('id', 'desc')
    .execute()
  return rows
    .filter(({ code }) => decision.maySeeTag(code as TagCode))
    .map(({ code, fromOn, toOn, evidence, endedWhy }) => ({
      on: fromOn,
      kind: 'tag',
      title: `标签：${tags[code as TagCode] ?? code}`,
      lines: [
        ...(personal ? [evidence] : []),
        ...(toOn ? [`${formatDay(toOn)}结束${personal ? `：${endedWhy ?? ''}` : ''}`] : []),
      ],
      by: null,
    }))
}

async function verificationsOf(
  { db }: Context,
  id: number,
  decision: Decision,
): Promise<HistoryEntry[]> {
  const personal = decision.sightOfBundle('personal') === 'open'
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
      ...(note && personal ? [note] : []),
    ],
    by,
  }))
}
