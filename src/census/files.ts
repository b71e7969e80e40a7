import { xlsxType } from '#src/documents/cell.ts'
import type { Download } from '#src/kernel/operation.ts'

/** An empty sheet of those in service, with one line to show how it is filled in. */
export async function template(): Promise<Download> {
  const { writeListXlsx } = await import('#src/documents/xlsx.ts')
  const titles = ['姓名', '单位', '性别', '出生年月', '退休年龄']
  const body = await writeListXlsx({
    title: '在职名册',
    notes: ['退休年龄填 50、55 或 60；不收身份证号，若表中有这一列只用来核对出生年月，不保存'],
    columns: titles.map((title) => ({ title, width: 16, type: 'text' as const })),
    rows: [],
  })
  return { fileName: '在职名册样表.xlsx', contentType: xlsxType, body }
}
