import type { PrintColumn } from '#src/documents/print.ts'
import { capitalsOf, formatFen } from '#src/kernel/money.ts'
import { showValue } from '#src/roster/fields.ts'
import type { Receiver } from './receivers.ts'

const columns: readonly PrintColumn[] = [
  { title: '户号', width: '12mm', align: 'center' },
  { title: '姓名', width: '22mm' },
  { title: '类别', width: '18mm' },
  { title: '现管单位', width: '1fr' },
  { title: '标准', width: '26mm' },
  { title: '金额（元）', width: '24mm', align: 'right' },
  { title: '金额大写', width: '40mm' },
]

/** The signature list: one row a person, the amount in figures and in 大写. */
export function signatureList(people: readonly Receiver[]) {
  return {
    columns,
    rows: people.map(({ houseNumber, fullName, category, unit, standard, gift, amountFen }) => [
      String(houseNumber),
      fullName,
      category ? showValue('retirementCategory', category) : '',
      unit ?? '未登记',
      gift ? `${standard}，${gift}` : standard,
      formatFen(amountFen),
      capitalsOf(amountFen),
    ]),
  }
}

/** 合计, in figures and in 大写: the sum of the rows above, which is standard × head count. */
export function signatureTotal(people: readonly Receiver[]): string {
  const total = people.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return `合计　${people.length} 人　${formatFen(total)} 元　大写：${capitalsOf(total)}`
}
