import { randomInt } from 'node:crypto'
import type { Context } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { typedWords } from './paperWords.ts'
import type { VisitReason } from './visit.ts'

/** No letter or digit that is taken for another in handwriting: 30 signs, ten of them. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/** A code that tells nothing of the person; chance alone finds none in the life of the system. */
export function newPaperCode(): string {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('')
}

/** A code as it is printed and kept, from what somebody typed. */
export function tidyPaperCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
}

/** A printed form as the desk sees it. */
export interface Paper {
  readonly code: string
  readonly retireeId: number
  readonly fullName: string
  readonly plannedOn: string | null
  readonly reasons: readonly VisitReason[]
  readonly printedAt: Date
  /** The visit that was typed in from it, and when and by whom. */
  readonly visitId: number | null
  readonly typedAt: Date | null
  readonly typedBy: string | null
}

/** The form of a code, within the actor's reach; all others look as if they did not exist. */
export async function requirePaper(context: Context, text: string): Promise<Paper> {
  const found = await context.db
    .selectFrom('visitPaper')
    .leftJoin('account', 'account.id', 'visitPaper.typedBy')
    .select(['visitPaper.code', 'retireeId', 'plannedOn', 'reasons', 'printedAt', 'visitId'])
    .select(['typedAt', 'account.name as typedBy'])
    .where('code', '=', tidyPaperCode(text))
    .executeTakeFirst()
  const person = found && (await requireRetiree(context, found.retireeId).catch(asNoPaper))
  if (!person) throw noPaper()
  return { ...found, fullName: person.fullName, reasons: found.reasons as VisitReason[] }
}

/** Counts a form once: refused as `visits.paperTyped` when it has been typed in before. */
export async function usePaper(
  context: Context,
  text: string,
  retireeId: number,
  visitId: number,
): Promise<void> {
  const paper = await requirePaper(context, text)
  if (paper.retireeId !== retireeId)
    throw new Refusal('invalid', 'visits.otherPaper', '这张登记表是另一位老同志的，请核对', 'paper')
  const taken = await context.db
    .updateTable('visitPaper')
    .set({ visitId, typedAt: context.now, typedBy: context.actor.accountId })
    .where('code', '=', paper.code)
    .where('visitId', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw new Refusal('conflict', 'visits.paperTyped', typedWords(paper), 'paper')
}

function noPaper(): Refusal {
  return new Refusal('missing', 'visits.noPaper', '没有这张登记表，请核对编号', 'code')
}

function asNoPaper(error: unknown): never {
  throw error instanceof Refusal && error.kind === 'missing' ? noPaper() : error
}
