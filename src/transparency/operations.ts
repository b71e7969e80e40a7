import * as z from 'zod'
import { download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { requireRetiree } from '#src/roster/reach.ts'
import { budgets, upkeep } from './budget.operations.ts'
import { glasses } from './glass.operations.ts'
import { looksOf, type LooksPage } from './looks.ts'
import { printedLooks, printedReaders } from './print.ts'
import { questions } from './question.operations.ts'
import { readersOf, type Reader } from './readers.ts'

const Id = z.strictObject({ id: z.coerce.number('请选择老同志').int('请选择老同志') })

export const transparency = {
  'transparency.looks': query({
    title: '谁看过',
    permission: 'roster.read',
    input: z.strictObject({
      id: z.int(),
      before: z.int().optional(),
      limit: z.int().min(1).max(200, '每页最多 200 行').default(50),
    }),
    async run(context, { id, before, limit }): Promise<LooksPage> {
      await requireRetiree(context, id)
      return looksOf(context, id, before, limit)
    },
  }),

  'transparency.readers': query({
    title: '谁能看',
    permission: 'roster.read',
    input: z.strictObject({ id: z.int() }),
    async run(context, { id }): Promise<Reader[]> {
      await requireRetiree(context, id)
      return readersOf(context, id)
    },
  }),

  'transparency.looksSheet': download({
    title: '打印谁看过',
    permission: 'roster.read',
    input: Id,
    run: (context, { id }): Promise<Download> => printed(context, id, printedLooks),
  }),

  'transparency.readersSheet': download({
    title: '打印谁能看',
    permission: 'roster.read',
    input: Id,
    run: (context, { id }): Promise<Download> => printed(context, id, printedReaders),
  }),

  ...questions,
  ...glasses,
  ...budgets,
  ...upkeep,
}

async function printed(
  context: Context,
  id: number,
  print: (context: Context, id: number, name: string) => Promise<Download>,
): Promise<Download> {
  const { fullName } = await requireRetiree(context, id)
  return print(context, id, fullName)
}
