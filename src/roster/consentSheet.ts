import type { Context, Download } from '#src/kernel/operation.ts'
import { printedTime } from '#src/documents/printedTime.ts'
import { consentPurposes } from './basis.ts'

/** A sheet to read, tick and sign: nothing is ticked beforehand, and saying no is as easy as saying yes. */
export async function consentSheet(context: Context, fullName: string): Promise<Download> {
  const { renderSheetPdf } = await import('#src/documents/pdf.ts')
  const wide = (label: string, value: string) => ({ label, value, span: 3 as const })
  const body = await renderSheetPdf({
    title: '个人信息单独同意书',
    subtitleLines: [`${fullName} 同志`],
    groups: [
      ...Object.values(consentPurposes).map(({ title, asks, refused, law }) => ({
        title,
        items: [
          wide('用来做什么', asks),
          wide('不同意会怎样', refused),
          wide('依据', law),
          wide('您的选择', '□ 同意　　□ 不同意'),
        ],
      })),
      {
        title: '签名',
        items: [
          { label: '本人或监护人', value: '' },
          { label: '日期', value: '' },
          { label: '经办人', value: '' },
        ],
      },
    ],
    footerLines: [
      '每一项分别选择。以后随时可以撤回，当面说、打电话或写信都行；撤回后有关内容删除，其他服务照常。',
    ],
    printedBy: context.actor.name,
    printedAt: printedTime(context.now),
  })
  return { fileName: `个人信息单独同意书-${fullName}.pdf`, contentType: 'application/pdf', body }
}
