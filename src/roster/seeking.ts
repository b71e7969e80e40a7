import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { bundleOfTag, isSensitive, type Bundle } from './access/bundle.ts'
import { needsCase, postRule } from './access/post.ts'
import { seeksNumber, type Filters } from './list.ts'
import { purposeRule } from './purpose.ts'
import { sensitiveIn, soughtBy, soughtIn } from './sought.ts'

/** Whether conditions that the database keeps as jsonb ask about more than ordinary work data. */
export function soughtBySql(filters: RawBuilder<unknown>): RawBuilder<boolean> {
  const tags = Object.entries(bundleOfTag).flatMap(([tag, bundle]) =>
    bundle === 'work' ? [] : [tag],
  )
  return sql`(${filters} ?| ${Object.keys(soughtBy)} or coalesce(${filters} ->> 'tag' = any (${tags}), false))`
}

/**
 * Whom one finds by health, care or money one knows to be ill, helpless or poor: that needs a purpose
 * which opens it, as the record does (个人信息保护法 Arts. 6, 28).
 * @throws Refusal `roster.purposeNeeded` or `roster.caseNeeded`
 */
export function refusalToSeek({ actor }: Context, filters: Filters): Refusal | undefined {
  const sensitive = sensitiveIn(filters)
  const [first] = sensitive
  if (actor.role === 'system' || !first) return undefined
  const { purpose, caseText } = filters
  const allowed: readonly string[] = postRule(actor.role).purposes
  const opened: readonly string[] = purpose ? purposeRule(purpose).opens : []
  if (
    !purpose ||
    !allowed.includes(purpose) ||
    sensitive.some((one) => !opened.includes(one.bundle))
  )
    return new Refusal(
      'invalid',
      'roster.purposeNeeded',
      `按${first.words}查找要先说明用途，请选择用得着这项信息的用途`,
      'filters.purpose',
    )
  if (needsCase(actor.role, purpose, false) && (caseText?.length ?? 0) < 2)
    return new Refusal(
      'invalid',
      'roster.caseNeeded',
      '这个用途要写明事项或编号',
      'filters.caseText',
    )
  return undefined
}

/**
 * Leaves one entry for all people of a page that tells more of them than lists do; each of them reads it
 * in 「谁看过我的信息」.
 */
export function leavePageLook(
  context: Context,
  people: readonly number[],
  fields: readonly string[],
  why: { readonly purpose?: string | undefined; readonly caseText?: string | undefined } = {},
): void {
  if (fields.length === 0 || people.length === 0 || context.actor.role === 'system') return
  const { purpose, caseText } = why
  const detail = {
    fields,
    people,
    ...(purpose && { purpose }),
    ...(caseText && { case: caseText }),
  }
  context.record({ name: 'list.looked', subject: 'retirees', subjectId: null, detail })
}

/** The look at people who were found by what is not ordinary work data. */
export function leaveSoughtLook(
  context: Context,
  filters: Filters,
  people: readonly number[],
): void {
  const fields = [...new Set(soughtIn(filters).map(({ bundle }) => wordOf(bundle)))]
  leavePageLook(
    context,
    people,
    seeksNumber(filters) ? [...fields, 'identityNumber'] : fields,
    filters,
  )
}

function wordOf(bundle: Bundle): string {
  return isSensitive(bundle) ? bundle : 'S2'
}
