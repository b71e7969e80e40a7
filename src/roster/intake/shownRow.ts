import type { Context } from '#src/kernel/operation.ts'
import { maskCitizenId } from '../citizenId.ts'
import { fieldOf, isFieldKey } from '../fields.ts'
import { maskPhone } from '../phone.ts'
import type { ImportRowView } from './batch.ts'
import type { Diff } from './staged.ts'

/** A staged row as the wizard may show it: identity and phone numbers in part. */
export function shownRow(row: ImportRowView): ImportRowView {
  return { ...row, values: maskedEach(row.values), diff: maskedDiff(row.diff) }
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

function maskedDiff(diff: Diff): Diff {
  return Object.fromEntries(
    Object.entries(diff).map(([key, [before, after]]) => [
      key,
      [maskedValue(key, before), maskedValue(key, after)],
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
