import * as z from 'zod'
import type { Brief } from '#src/approvals/approval.ts'
import { approvalKind } from '#src/approvals/kind.ts'
import { askApproval } from '#src/approvals/request.ts'
import { hoursToTake } from '#src/exports/export.ts'
import { requireExport } from '#src/exports/keep.ts'
import { keepMade } from '#src/exports/make.ts'
import { formatDay } from '#src/kernel/day.ts'
import { command } from '#src/kernel/operation.ts'
import { visitReasons, visitWays } from '#src/visits/visit.ts'
import { agreedFile, askedFile } from './file.ts'
import { LedgerFilters } from './ledger.ts'

/** A ledger of more people than one may take alone is agreed to by another (decision 0014). */
export const ledgerApprovals = {
  visitLedger: approvalKind({
    title: '导出走访台账',
    makerPermission: 'exports.request',
    checkerPermission: 'approvals.check',
    payload: z.strictObject({ exportId: z.int(), filters: LedgerFilters, visits: z.int() }),
    async describe(context, { exportId, filters, visits }): Promise<Brief> {
      const { personCount } = await requireExport(context, exportId)
      return {
        facts: [
          { label: '台账', value: `${visits} 次走访，${personCount} 人` },
          { label: '条件', value: wordsOf(filters) },
          {
            label: '内容',
            value: '日期、事由、走访人、慰问和提出的事的类别，不含电话、住址和所见',
          },
        ],
        effects: [
          `文件只能由申请人下载一次，${hoursToTake} 小时后删除`,
          '每位老同志的“谁看过”都会记下这次导出',
        ],
      }
    },
    async carryOut(context, { exportId, filters }): Promise<void> {
      await keepMade(context, exportId, await agreedFile(context, exportId, filters))
    },
  }),
}

export const askingLedger = {
  'visits.askLedgerFile': command({
    title: '申请导出走访台账',
    permission: 'exports.request',
    input: z.strictObject({ filters: LedgerFilters.prefault({}) }),
    async run(context, { filters }): Promise<{ id: number; approvalId: number }> {
      const { id, visits, people } = await askedFile(context, filters)
      const { approvalId } = await askApproval(context, {
        kind: 'visitLedger',
        subject: 'export',
        subjectId: id,
        summary: `走访台账，${visits} 次，${people} 人`,
        payload: { exportId: id, filters, visits },
      })
      await context.db.updateTable('export').set({ approvalId }).where('id', '=', id).execute()
      return { id, approvalId }
    },
  }),
}

function wordsOf({ from, to, reason, way, ...others }: LedgerFilters): string {
  const days = [from && `${formatDay(from)}起`, to && `至${formatDay(to)}`].filter(Boolean).join('')
  const words = [
    days,
    reason && `事由${visitReasons[reason]}`,
    way && `方式${visitWays[way]}`,
    Object.values(others).some(Boolean) && '另有登记单位、姓名等条件',
  ].filter(Boolean)
  return words.length > 0 ? words.join('，') : '全部走访'
}
