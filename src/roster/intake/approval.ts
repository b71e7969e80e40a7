import { createHash } from 'node:crypto'
import { approvalKind } from '#src/approvals/kind.ts'
import type { Brief } from '#src/approvals/approval.ts'
import type { Context } from '#src/kernel/operation.ts'
import { fields, isFieldKey, showValue } from '../fields.ts'
import { conditionOf, countsOf, reachableBatches, type ImportRowView } from './batch.ts'
import { openedRow } from './sealing.ts'
import { noteLooks, shownRows, type ShownRow } from './shownRow.ts'
import { submit, Submission } from './submit.ts'

const sampleRows = 20

/** More rows than one person takes in alone: another looks at what would be overwritten. */
export const importApproval = approvalKind({
  title: '批量导入',
  makerPermission: 'import.use',
  checkerPermission: 'approvals.check',
  payload: Submission,
  async describe(context, { id, acceptClean }): Promise<Brief> {
    const counts = await countsOf(context, id)
    const changed = await changedRows(context, id)
    return {
      facts: [
        { label: '文件', value: await fileNameOf(context, id) },
        { label: '新增', value: `${counts.toCreate} 人` },
        { label: '更新', value: `${counts.toUpdate} 人，其中内容有变 ${counts.changed} 人` },
        { label: '有错不导入', value: `${acceptClean ? counts.error : 0} 行` },
        { label: '内容摘要', value: await digestOf(context, id) },
      ],
      ...(changed.length > 0 && {
        table: {
          title: `将被改动的档案（前 ${sampleRows} 行）`,
          columns: ['姓名', '栏目', '现在', '改为'],
          rows: changed.flatMap(linesOf),
        },
      }),
      effects: ['写入信息库，要么全部成功，要么一行也不写', '写入后仍可整批撤回'],
    }
  },
  carryOut: (context, submission) => submit(context, submission),
})

async function fileNameOf({ db }: Context, id: number): Promise<string> {
  const { fileName } = await db
    .selectFrom('importBatch')
    .select('fileName')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return fileName
}

/** What changes people already on record; nothing for a checker above, who does not see the county's data. */
async function changedRows(context: Context, id: number): Promise<ShownRow[]> {
  const near = await reachableBatches(context)
    .select('importBatch.id')
    .where('importBatch.id', '=', id)
    .executeTakeFirst()
  if (!near) return []
  const rows = await context.db
    .selectFrom('importRow')
    .select(['ordinal', 'sheet', 'row', 'values', 'ties', 'hasError', 'matchId', 'suspects'])
    .select(['diff', 'decision', 'accepted', 'resultId'])
    .where('batchId', '=', id)
    .where('decision', '=', 'update')
    .where(conditionOf.changed)
    .orderBy('ordinal')
    .limit(sampleRows)
    .execute()
  const found = rows.map((row) => openedRow(context.vault, id, row)) as unknown as ImportRowView[]
  noteLooks(context, found)
  return shownRows(context, found)
}

function linesOf({ values, diff, accepted, withheld }: ShownRow): string[][] {
  const name = String(values['fullName'] ?? '')
  return Object.entries(diff)
    .filter(([key]) => !accepted || accepted.includes(key))
    .map(([key, [before, after]]) => {
      const title = fields.find((field) => field.key === key)?.title ?? key
      return [
        name,
        title,
        withheld.includes(key) ? '不显示' : shown(key, before),
        shown(key, after),
      ]
    })
}

function shown(key: string, value: unknown): string {
  if (value === null || value === undefined) return '空'
  return isFieldKey(key) ? showValue(key, value) : String(value)
}

/** Tells the rows and what was decided of each, so that nothing changes between looking and agreeing. */
async function digestOf({ db }: Context, id: number): Promise<string> {
  const hash = createHash('sm3')
  const rows = await db
    .selectFrom('importRow')
    .select(['ordinal', 'decision', 'matchId', 'accepted', 'values'])
    .where('batchId', '=', id)
    .orderBy('ordinal')
    .execute()
  const { choices, mapping } = await db
    .selectFrom('importBatch')
    .select(['choices', 'mapping'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  hash.update(JSON.stringify([choices, mapping, rows]))
  return hash.digest('hex').slice(0, 16)
}
