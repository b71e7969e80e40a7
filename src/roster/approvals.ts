import { approvalKind } from '#src/approvals/kind.ts'
import type { Brief } from '#src/approvals/approval.ts'
import { formatDay } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { duplicates } from './duplicates.operations.ts'
import { fields, showValue, type FieldKey } from './fields.ts'
import { importApproval } from './intake/approval.ts'
import { life } from './life.operations.ts'
import { record } from './record.operations.ts'

type Person = Awaited<ReturnType<(typeof record)['roster.get']['run']>>

/** The acts on the register that need two pairs of eyes (issue 3, dual control): both cannot be undone by a click. */
export const rosterApprovals = {
  import: importApproval,

  merge: approvalKind({
    title: '合并重复档案',
    makerPermission: 'roster.merge',
    checkerPermission: 'approvals.check',
    payload: duplicates['roster.merge'].input,
    async describe(context, { keepId, dropId, take, reason }): Promise<Brief> {
      const keep = await record['roster.get'].run(context, { id: keepId })
      const drop = await record['roster.get'].run(context, { id: dropId })
      return {
        facts: [
          { label: '保留', value: headOf(keep) },
          { label: '并入后转为只读', value: headOf(drop) },
          { label: '认定依据', value: reason },
        ],
        table: {
          title: '两条不同的栏目',
          columns: ['栏目', '保留的一条', '另一条', '合并后'],
          rows: differences(keep, drop, take),
        },
        warnings: sameNumber(keep, drop)
          ? []
          : ['两条的证件号码不同，很可能是两个人，请先核对证件原件'],
        effects: [
          '另一条档案转为只读，走访、核实、标签、联系人和更正申请并到保留的一条',
          '合并不能撤回',
        ],
      }
    },
    carryOut: (context, payload) => duplicates['roster.merge'].run(context, payload),
  }),

  deathReversal: approvalKind({
    title: '更正去世登记',
    makerPermission: 'roster.write',
    checkerPermission: 'approvals.check',
    payload: life['roster.reverseDeath'].input,
    async describe(context, { id, why }): Promise<Brief> {
      const person = await record['roster.get'].run(context, { id })
      const reported = await reportOfDeath(context, id)
      return {
        facts: [
          { label: '姓名', value: headOf(person) },
          { label: '登记的去世日期', value: person.diedOn ? formatDay(person.diedOn) : '' },
          { label: '当时的报告人', value: reported ?? '' },
          { label: '更正原因', value: why },
        ],
        effects: [
          '恢复在册，档案可以修改',
          '遗属恢复为家属',
          '寿辰、节日走访等应办事项重新列出，待遇按在册处理',
        ],
      }
    },
    carryOut: (context, payload) => life['roster.reverseDeath'].run(context, payload),
  }),
}

function headOf({ values, derived }: Person): string {
  const born = values.birthArchive ?? derived.birthId
  const number = values.fileNo ? `（${values.fileNo}）` : ''
  return `${values.fullName ?? ''}${number}${born ? `，${formatDay(born)}生` : ''}`
}

/** Whether the numbers, as far as they are shown, do not contradict each other. */
function sameNumber(keep: Person, drop: Person): boolean {
  const [kept, dropped] = [shown(keep, 'idNumber'), shown(drop, 'idNumber')]
  return kept === '' || dropped === '' || kept === dropped
}

/** Field by field where both differ: numbers in part, as on the page. */
function differences(keep: Person, drop: Person, take: readonly string[]): string[][] {
  return fields.flatMap(({ key, title }) => {
    const [kept, dropped] = [shown(keep, key), shown(drop, key)]
    if (take.includes(key) && dropped === '')
      return [[title, kept || '不显示', '不显示', '取另一条的']]
    if (kept === dropped || dropped === '') return []
    return [[title, kept || '空', dropped, take.includes(key) || kept === '' ? dropped : kept]]
  })
}

function shown({ values }: Person, key: FieldKey): string {
  const value = values[key]
  return value === null || value === undefined ? '' : showValue(key, value)
}

async function reportOfDeath({ db }: Context, id: number): Promise<string | undefined> {
  const found = await db
    .selectFrom('lifeEvent')
    .select('detail')
    .where('retireeId', '=', id)
    .where('kind', '=', 'died')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return (found?.detail as { reportedBy?: string } | undefined)?.reportedBy
}
