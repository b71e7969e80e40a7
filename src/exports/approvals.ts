import * as z from 'zod'
import { approvalKind } from '#src/approvals/kind.ts'
import type { Brief } from '#src/approvals/approval.ts'
import type { Context } from '#src/kernel/operation.ts'
import { showValue } from '#src/roster/fields.ts'
import { columnOf } from '#src/roster/columns.ts'
import { formats, hoursToTake, isSensitive, type Format } from './export.ts'
import { requireExport, type KeptExport } from './keep.ts'
import { untilOf } from './make.ts'
import { exportPurposes } from './purpose.ts'

const sampleSize = 10

/** What leaves the system in number or with sensitive columns is checked by another (requirement 28). */
export const exportApprovals = {
  export: approvalKind({
    title: '导出名单',
    makerPermission: 'exports.request',
    checkerPermission: 'approvals.check',
    payload: z.strictObject({ exportId: z.int() }),
    async describe(context, { exportId }): Promise<Brief> {
      const kept = await requireExport(context, exportId)
      return {
        facts: factsOf(kept),
        table: await sampleOf(context, exportId),
        warnings: warningsOf(kept),
        effects: effectsOf(kept),
      }
    },
    async carryOut(context, { exportId }): Promise<void> {
      const kept = await requireExport(context, exportId)
      if (kept.format !== 'pdf') return context.enqueue('exports.make', { id: exportId })
      await context.db
        .updateTable('export')
        .set({ madeAt: context.now, expiresAt: untilOf(context.now) })
        .where('id', '=', exportId)
        .execute()
    },
  }),
}

function factsOf(kept: KeptExport): Brief['facts'] {
  const { title, purpose, note, personCount, columns, format, clean, password } = kept
  const titles = columns.map((key) => `${columnOf(key).title}${isSensitive(key) ? '（敏感）' : ''}`)
  return [
    {
      label: '名单',
      value: kept.snapshotId ? `${title}（冻结名单第 ${kept.snapshotId} 号）` : title,
    },
    { label: '用途', value: [exportPurposes[purpose], note].filter(Boolean).join('：') },
    { label: '人数', value: `${personCount} 人` },
    { label: '栏目', value: titles.join('、') },
    { label: '格式', value: formats[format as Format] },
    ...(format === 'pdf' ? [] : [{ label: '文件密码', value: password ? '已设' : '未设' }]),
    ...(clean ? [{ label: '隐藏标识', value: '不加，只有可见标识' }] : []),
  ]
}

function warningsOf({ columns, clean }: KeptExport): string[] {
  const titles = columns.filter(isSensitive).map((key) => columnOf(key).title)
  return [
    ...(titles.length > 0 ? [`含敏感栏目：${titles.join('、')}。用途确实需要才同意`] : []),
    ...(clean ? ['文件不带隐藏标识，流出后只能靠看得见的标识追查'] : []),
  ]
}

function effectsOf({ format }: KeptExport): string[] {
  const taking =
    format === 'pdf'
      ? `同意后 ${hoursToTake} 小时内，申请人可以打印这份名单和签收表`
      : `文件只能由申请人下载一次，${hoursToTake} 小时后删除`
  return [
    taking,
    '文件上印有申请人姓名、单位、时间和导出编号，流出后可以追查',
    '每位老同志的“谁看过”都会记下这次导出',
  ]
}

async function sampleOf({ db }: Context, exportId: number): Promise<NonNullable<Brief['table']>> {
  const rows = await db
    .selectFrom('exportPerson')
    .innerJoin('retiree', 'retiree.id', 'exportPerson.retireeId')
    .leftJoin('org', 'org.id', 'retiree.managingUnitId')
    .select(['retiree.fullName', 'retiree.retirementCategory', 'org.name as unit'])
    .where('exportPerson.exportId', '=', exportId)
    .orderBy('retiree.namePinyin')
    .orderBy('retiree.id')
    .limit(sampleSize)
    .execute()
  return {
    title: `名单前 ${rows.length} 人`,
    columns: ['姓名', '类别', '现管单位'],
    rows: rows.map(({ fullName, retirementCategory, unit }) => [
      fullName,
      showValue('retirementCategory', retirementCategory),
      unit ?? '',
    ]),
  }
}
