import * as z from 'zod'
import { command, query } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { ChosenColumns, columnOf } from '#src/roster/columns.ts'
import { Filters, seeksNumber, sorts, type Sort } from '#src/roster/list.ts'
import { leaveSoughtLook } from '#src/roster/seeking.ts'
import { frozenRows, rowsSeen } from './freeze.ts'
import { reachableSnapshots, requireSnapshot, rowsOf } from './reach.ts'
import { sinceThen } from './since.ts'
import { keepList } from './take.ts'

const Title = z.string('请填写名称').trim().min(2, '请填写名单名称').max(60, '名称最多 60 个字')
const Asked = {
  filters: Filters.prefault({}),
  sort: z.enum(Object.keys(sorts) as Sort[], '没有这种顺序').default('name'),
  descending: z.boolean().default(false),
  columns: ChosenColumns,
}

export const snapshots = {
  'snapshots.freeze': command({
    title: '冻结名单',
    permission: 'snapshots.take',
    input: z.strictObject({ title: Title, ...Asked }),
    async run(context, { title, columns, ...wanted }): Promise<{ id: number; count: number }> {
      if (seeksNumber(wanted.filters))
        throw new Refusal(
          'invalid',
          'snapshots.byNumber',
          '名单的条件不能是证件号码，请在列表中勾选人员后再冻结',
          'filters.text',
        )
      const rows = await frozenRows(context, columns, wanted)
      const asOf = context.today
      const id = await keepList(context, { kind: 'roster', title, asOf, wanted, columns, rows })
      return { id, count: rows.length }
    },
  }),

  'snapshots.list': query({
    title: '查看已冻结名单',
    permission: 'snapshots.read',
    input: z.strictObject({}),
    run: (context) =>
      reachableSnapshots(context)
        .select(['snapshot.id', 'snapshot.title', 'snapshot.asOf', 'snapshot.rowCount'])
        .select(['snapshot.hash', 'snapshot.takenAt', 'account.name as by', 'org.name as orgName'])
        .orderBy('snapshot.id', 'desc')
        .limit(500)
        .execute(),
  }),

  'snapshots.get': query({
    title: '查看冻结名单',
    permission: 'snapshots.read',
    input: z.strictObject({
      id: z.int('请选择名单'),
      from: z.int().min(0).default(0),
      limit: z.int().min(1).max(500, '每页最多 500 行').default(100),
    }),
    async run(context, { id, ...page }) {
      const snapshot = await requireSnapshot(context, id)
      const rows = await rowsOf(context, id, page)
      leaveSoughtLook(
        context,
        snapshot.conditions.filters,
        rows.map(({ retireeId }) => retireeId),
      )
      const filterOrg = await context.db
        .selectFrom('org')
        .select('name')
        .where('id', '=', snapshot.conditions.filters.orgId ?? -1)
        .executeTakeFirst()
      return {
        ...snapshot,
        filterOrgName: filterOrg?.name ?? null,
        columns: snapshot.columns.map((key) => ({ key, title: columnOf(key).title })),
        rows: await rowsSeen(context, snapshot.columns, rows, 'list'),
        since: await sinceThen(context, snapshot),
      }
    },
  }),
}
