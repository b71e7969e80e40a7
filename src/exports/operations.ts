import * as z from 'zod'
import { askApproval } from '#src/approvals/request.ts'
import { checkersOf } from '#src/approvals/checkers.ts'
import { command, download, query, type Download } from '#src/kernel/operation.ts'
import { demand } from '#src/kernel/refusal.ts'
import { printCard } from './card.ts'
import { Meant, Request, Wish } from './export.ts'
import { fileOf, printOf } from './files.ts'
import { gather, oneAtATime, peopleMeant, weigh } from './gather.ts'
import { factsOf, keepExport, peopleOf, requireOwnExport } from './keep.ts'
import { lookedAtAll } from './looks.ts'
import { gatherAgain, makeFile, passwordSeat } from './make.ts'
import { ownExports } from './own.ts'
import { mustAsk, refusalOfLength, refusalToPrint, sweep, takeFile } from './taking.ts'
import { traced } from './traced.ts'

const Id = z.strictObject({ id: z.coerce.number('请选择导出').int('请选择导出') })

export const exports = {
  'exports.weigh': query({
    title: '查看导出要不要复核',
    permission: 'exports.request',
    input: z.strictObject({ ...Meant.shape, clean: z.boolean().default(false) }),
    async run(context, { clean, ...meant }) {
      const people = await peopleMeant(context, meant.source)
      const weight = await weigh(context, people, meant.columns, clean)
      const asked = { orgId: context.actor.scopeId, makerAccountId: context.actor.accountId ?? 0 }
      const checkers = await checkersOf(context, asked, 'approvals.check')
      return { ...weight, checkers: checkers.map(({ name, org }) => `${name}（${org}）`) }
    },
  }),

  'exports.take': download({
    title: '直接导出',
    permission: 'exports.request',
    confirmed: true,
    input: Wish,
    async run(context, wish): Promise<Download> {
      await oneAtATime(context)
      const gathered = await gather(context, wish)
      const people = gathered.rows.map(idOf)
      const { needsApproval } = await weigh(context, people, wish.columns, wish.clean)
      if (needsApproval) throw mustAsk()
      const facts = factsOf(wish, gathered.title, people.length)
      const at = { madeAt: context.now, takenAt: context.now }
      const kept = await keepExport(context, { ...facts, ...at }, people)
      lookedAtAll(context, kept, people)
      context.record({ name: 'export.taken', subject: 'export', subjectId: kept.id })
      return wish.format === 'pdf'
        ? printOf(context, kept, gathered, wish.signature)
        : fileOf(kept, gathered)
    },
  }),

  'exports.request': command({
    title: '申请导出',
    permission: 'exports.request',
    input: Request,
    async run(context, { password, ...wish }): Promise<{ id: number; approvalId: number }> {
      const { title, rows } = await gather(context, wish)
      demand(refusalOfLength(wish.format, rows.length))
      const facts = factsOf(wish, title, rows.length)
      const { id } = await keepExport(context, facts, rows.map(idOf))
      const { approvalId } = await askApproval(context, {
        kind: 'export',
        subject: 'export',
        subjectId: id,
        summary: `${title}，${rows.length} 人，${wish.columns.length} 栏`,
        payload: { exportId: id },
      })
      const sealed =
        password && context.vault.seal('exports', Buffer.from(password), passwordSeat(id))
      await context.db
        .updateTable('export')
        .set({ approvalId, ...(sealed && { password: sealed }) })
        .where('id', '=', id)
        .execute()
      return { id, approvalId }
    },
  }),

  'exports.make': command({
    title: '制作导出文件',
    permission: 'system.run',
    input: Id,
    run: (context, { id }): Promise<void> => makeFile(context, id),
  }),

  'exports.download': download({
    title: '下载导出文件',
    permission: 'exports.request',
    confirmed: true,
    input: Id,
    async run(context, { id }): Promise<Download> {
      const kept = await requireOwnExport(context, id)
      const file = await takeFile(context, kept)
      lookedAtAll(context, kept, await peopleOf(context, id))
      context.record({ name: 'export.taken', subject: 'export', subjectId: id })
      return file
    },
  }),

  'exports.print': download({
    title: '打印冻结名单',
    permission: 'exports.request',
    confirmed: true,
    input: z.strictObject({
      ...Id.shape,
      signature: z.stringbool('请选择是否加签名栏').default(false),
    }),
    async run(context, { id, signature }): Promise<Download> {
      const kept = await requireOwnExport(context, id)
      demand(refusalToPrint(kept, context.now))
      const gathered = await gatherAgain(context, kept)
      await context.db
        .updateTable('export')
        .set({ takenAt: context.now })
        .where('id', '=', id)
        .execute()
      lookedAtAll(context, kept, gathered.rows.map(idOf))
      context.record({ name: 'export.printed', subject: 'export', subjectId: id })
      return printOf(context, kept, gathered, signature)
    },
  }),

  'exports.card': download({
    title: '打印档案卡',
    permission: 'roster.read',
    input: z.strictObject({ id: z.coerce.number().int() }),
    run: printCard,
  }),

  'exports.list': query({
    title: '查看我的导出',
    permission: 'exports.request',
    input: z.strictObject({}),
    run: ownExports,
  }),

  'exports.trace': query({
    title: '追查导出文件的来源',
    permission: 'security.read',
    input: z.strictObject({
      text: z
        .string('请粘贴文件内容')
        .min(1, '请粘贴文件内容')
        .max(200_000, '内容太长，粘贴 10 行即可'),
    }),
    run: (context, { text }) => traced(context, text),
  }),

  'exports.sweep': command({
    title: '删除过期的导出文件',
    permission: 'system.run',
    repeatable: true,
    hourly: 5,
    input: z.strictObject({}),
    async run(context): Promise<{ deleted: number }> {
      const deleted = await sweep(context)
      const detail = { deleted }
      context.record({ name: 'export.swept', subject: 'platform', subjectId: null, detail })
      return { deleted }
    },
  }),
}

function idOf({ retireeId }: { readonly retireeId: number }): number {
  return retireeId
}
