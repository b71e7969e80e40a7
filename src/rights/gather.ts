import { sql } from 'kysely'
import { openedText } from '#src/kernel/vault/text.ts'
import { envelopeOf } from '#src/kernel/vault/token.ts'
import type { Context } from '#src/kernel/operation.ts'
import { basisOf, basisRule } from '#src/roster/basis.ts'
import { fieldGroups, fields, showValue } from '#src/roster/fields.ts'
import { valuesOf, type Row } from '#src/roster/record.ts'
import { openedDocument } from '#src/roster/sealing/document.ts'
import { looksOf } from '#src/transparency/looks.ts'
import { readersOf } from '#src/transparency/readers.ts'

export interface CopiedField {
  readonly group: string
  readonly title: string
  readonly value: unknown
  readonly shown: string
  /** Why it is held. */
  readonly basis: string
}

export interface CopiedTable {
  readonly name: string
  readonly title: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

export interface PersonCopy {
  readonly fields: readonly CopiedField[]
  readonly tables: readonly CopiedTable[]
  readonly looks: Awaited<ReturnType<typeof looksOf>>['rows']
  readonly readers: Awaited<ReturnType<typeof readersOf>>
}

const ordinary = '个人信息保护法第十三条第一款第三项：为退休干部提供服务和管理'

/** How staff worked and what is derived; the looks themselves are told in full. */
const notOwn = new Set([
  'person_seen',
  'purpose_grant',
  'break_glass',
  'export_person',
  'erasure',
  'snapshot_row',
  'call_token',
  'call_device_person',
  'duty',
  'person_copy',
])

/** Everything that is held of one person, opened, with the reason for each field of the record. */
export async function gatherCopy(context: Context, row: Row): Promise<PersonCopy> {
  const { vault } = context
  const values = valuesOf(row, vault) as Record<string, unknown>
  const tables: CopiedTable[] = []
  for (const { name, title } of await tablesOf(context)) {
    const rows = await rowsIn(context, name, row.id)
    if (rows.length) tables.push({ name, title, rows })
  }
  const { rows: looks } = await looksOf(context, row.id, undefined, 5_000)
  return {
    fields: fields.map((field) => {
      const value = values[field.key] ?? null
      const basis = basisOf(field.key)
      return {
        group: fieldGroups[field.group],
        title: field.title,
        value,
        shown: value === null ? '' : showValue(field.key, value),
        basis: basis ? `${basisRule(basis).law}：${basisRule(basis).why}` : ordinary,
      }
    }),
    tables,
    looks,
    readers: await readersOf(context, row.id),
  }
}

async function tablesOf({ db }: Context): Promise<{ name: string; title: string }[]> {
  const { rows } = await sql<{ name: string; title: string }>`
    select relname::text as name,
      regexp_replace(coalesce(obj_description(pg_class.oid), relname), '[:;,：；，].*$', '') as title
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and attname = 'retiree_id' and not attisdropped order by relname`.execute(db)
  return rows.filter(({ name }) => !notOwn.has(name))
}

async function rowsIn({ db, vault }: Context, table: string, id: number) {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(x) as row from ${sql.id(table)} x where retiree_id = ${id}`.execute(db)
  return rows.map(({ row }) => opened(table, row))

  function opened(name: string, row: Record<string, unknown>): Record<string, unknown> {
    const entries = Object.entries(row).filter(([key]) => !secret.has(key))
    return Object.fromEntries(
      entries.map(([key, value]) => [camel(key), plain(name, key, value, row)]),
    )
  }

  function plain(name: string, key: string, value: unknown, row: Record<string, unknown>): unknown {
    if (envelopeOf(value))
      return text(`${name}.${key}.${String(row['id'])}`, value) ?? '（密封内容，请向老干部局查阅）'
    if (!value || typeof value !== 'object' || Array.isArray(value)) return value
    const row_ = name === 'retiree_change' ? id : Number(row['id'])
    const document = value as Parameters<typeof openedDocument>[2]
    const seated = name === 'retiree_change' || name === 'change_request'
    return seated ? openedDocument(vault, { table: name, row: row_ }, document) : document
  }

  function text(place: string, value: unknown): string | null {
    try {
      return openedText(vault, place, value)
    } catch {
      return null
    }
  }
}

/** Bytes that are handed over as files, and what protects the platform itself. */
const secret = new Set(['sealed', 'small', 'digest', 'phone_digest', 'public_id', 'provider_ref'])

const camel = (key: string) =>
  key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
