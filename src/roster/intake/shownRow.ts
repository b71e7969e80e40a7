import type { Context } from '#src/kernel/operation.ts'
import type { Decision } from '../access.ts'
import { maskCitizenId } from '../citizenId.ts'
import { fieldOf, isFieldKey } from '../fields.ts'
import { maskPhone } from '../phone.ts'
import { decisionsFor } from '../relations.ts'
import { birthSeen, partOf } from '../visibility.ts'
import type { ImportRowView } from './batch.ts'
import type { Diff } from './staged.ts'

/** A staged row, with the fields of which the recorded value is not shown. */
export interface ShownRow extends ImportRowView {
  readonly withheld: readonly string[]
}

/**
 * Staged rows as the wizard may show them: identity and phone numbers in part, and of what is
 * recorded only what a record shows without a purpose, with a look. Else a sheet with names and births
 * would open anybody's health.
 */
export async function shownRows(
  context: Context,
  rows: readonly ImportRowView[],
): Promise<ShownRow[]> {
  const people = rows.flatMap(({ matchId, suspects }) => [
    ...(matchId === null ? [] : [matchId]),
    ...suspects.map(({ id }) => id),
  ])
  const seenOf = await decisionsFor(context, [...new Set(people)], 'detail')
  return rows.map((row) => {
    const seen = row.matchId === null ? undefined : seenOf(row.matchId)
    const withheld = seen ? Object.keys(row.diff).filter((key) => isWithheld(row, key, seen)) : []
    return {
      ...row,
      withheld,
      values: maskedEach(row.values),
      diff: maskedDiff(row.diff, seen),
      suspects: row.suspects.map((suspect) => ({
        ...suspect,
        birth: birthSeen(seenOf(suspect.id), suspect.birth)?.slice(0, 7) ?? null,
      })),
    }
  })
}

function isWithheld({ diff }: ImportRowView, key: string, seen: Decision): boolean {
  const before = diff[key]?.[0] ?? null
  return before !== null && recorded(key, before, seen) === null
}

/** What is recorded, as far as a record shows it without a purpose. */
function recorded(key: string, value: unknown, seen: Decision | undefined): unknown {
  if (!isFieldKey(key)) return value
  const sight = seen?.sightOf(key) ?? 'hidden'
  if (sight === 'hidden') return null
  return sight === 'open' ? maskedValue(key, value) : partOf(key, value)
}

/**
 * Notes a look at each recorded person of whom a difference shows personal or sensitive fields
 * (个人信息保护法 Art. 51: access to personal information is recorded).
 */
export function noteLooks(context: Context, rows: readonly ImportRowView[]): void {
  for (const { matchId, diff } of rows) {
    const fields = Object.keys(diff).filter(isPersonal)
    if (matchId !== null && fields.length > 0) context.looked(matchId, fields)
  }
}

function isPersonal(key: string): boolean {
  return isFieldKey(key) && fieldOf(key).sensitivity !== 'S1'
}

function maskedEach(values: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, maskedValue(key, value)]),
  )
}

function maskedDiff(diff: Diff, seen: Decision | undefined): Diff {
  return Object.fromEntries(
    Object.entries(diff).map(([key, [before, after]]) => [
      key,
      [recorded(key, before, seen), maskedValue(key, after)],
    ]),
  )
}

function maskedValue(key: string, value: unknown): unknown {
  if (typeof value === 'string' && key === 'idNumber') return maskCitizenId(value)
  if (typeof value === 'string' && (key === 'mobile' || key === 'landline')) return maskPhone(value)
  if (key === 'otherPhones' && Array.isArray(value))
    return value.map((entry: { phone: string }) => ({ ...entry, phone: maskPhone(entry.phone) }))
  return value
}
