import * as z from 'zod'
import { download, type Download } from '#src/kernel/operation.ts'
import { record } from './record.operations.ts'
import { sheetGroups } from './sheet.ts'

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

export const sheets = {
  'roster.sheet': download({
    title: '打印档案卡',
    permission: 'roster.read',
    input: z.strictObject({ id: z.coerce.number().int() }),
    async run(context, { id }): Promise<Download> {
      const person = await record['roster.get'].run(context, { id })
      const { renderSheetPdf } = await import('#src/documents/pdf.ts')
      const name = person.values.fullName ?? ''
      const body = await renderSheetPdf({
        title: '离退休干部档案卡',
        subtitleLines: [`${name}　截至 ${context.today}`],
        photoBox: true,
        groups: sheetGroups(person),
        footerLines: ['本人证件号码和电话已隐去中间几位'],
        printedBy: context.actor.name,
        printedAt: shanghai.format(context.now),
      })
      return { fileName: `档案卡-${name}.pdf`, contentType: 'application/pdf', body }
    },
  }),
}
