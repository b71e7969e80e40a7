import * as z from 'zod'
import { download, query, type Download } from '#src/kernel/operation.ts'
import { visitReasons, type VisitReason } from '#src/visits/visit.ts'
import { askingLedger } from './approvals.ts'
import { ledgerFile } from './file.ts'
import { pageOfLedger } from './find.ts'
import { LedgerFilters, ListLedger, type LedgerPage } from './ledger.ts'
import { mostPapers, printPapers } from './papers.ts'

export const visitLedger = {
  ...askingLedger,

  'visits.ledger': query({
    title: '查看走访台账',
    permission: 'visits.read',
    input: ListLedger,
    run: (context, request): Promise<LedgerPage> => pageOfLedger(context, request),
  }),

  'visits.ledgerFile': download({
    title: '导出走访台账',
    permission: 'exports.request',
    confirmed: true,
    input: z.strictObject({ filters: LedgerFilters.prefault({}) }),
    run: (context, { filters }): Promise<Download> => ledgerFile(context, filters),
  }),

  'visits.papers': download({
    title: '打印走访登记表',
    permission: 'visits.record',
    input: z.strictObject({
      ids: z
        .array(z.coerce.number('请选择老同志').int('请选择老同志'))
        .min(1, '请选择老同志')
        .max(mostPapers, `一次最多打印 ${mostPapers} 张`),
      plannedOn: z.iso.date('请填写走访日期').optional(),
      reasons: z
        .array(z.enum(Object.keys(visitReasons) as VisitReason[], '没有这种事由'))
        .max(6, '事由最多选六个')
        .default([]),
    }),
    run: (context, wish): Promise<Download> => printPapers(context, wish),
  }),
}
