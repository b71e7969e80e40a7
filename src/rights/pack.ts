import { printedTime } from '#src/documents/printedTime.ts'
import { formatDay } from '#src/kernel/day.ts'
import type { Context } from '#src/kernel/operation.ts'
import { encryptedAll } from '#src/exports/zip.ts'
import { bytesOf } from '#src/files/keep.ts'
import { columnWords } from './copy.ts'
import { gatherCopy, type CopiedTable, type PersonCopy } from './gather.ts'
import type { Row } from '#src/roster/record.ts'

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
}

/** The complete copy: one to read, one for machines, and the files themselves, closed with a password. */
export async function packCopy(context: Context, row: Row, password: string) {
  const copy = await gatherCopy(context, row)
  const files = [
    { fileName: '个人信息副本.pdf', body: await readable(context, row.fullName, copy) },
    {
      fileName: '个人信息副本.json',
      body: Buffer.from(JSON.stringify(machine(context, copy), null, 2)),
    },
    ...(await attachments(context, row.id)),
  ]
  return encryptedAll(files, `个人信息副本-${row.fullName}`, password)
}

function machine({ today }: Context, copy: PersonCopy): object {
  return {
    格式: '重阳个人信息副本 1',
    截至: today,
    档案: copy.fields.map(({ group, title, value, shown, basis }) => ({
      分组: group,
      栏目: title,
      内容: value,
      显示: shown,
      依据: basis,
    })),
    记录: Object.fromEntries(
      copy.tables.map(({ name, title, rows }) => [name, { 名称: title, 各条: rows }]),
    ),
    谁看过: copy.looks,
    谁能看: copy.readers,
  }
}

async function readable(context: Context, fullName: string, copy: PersonCopy): Promise<Uint8Array> {
  const { renderListPdf } = await import('#src/documents/pdf.ts')
  return renderListPdf({
    title: '个人信息副本',
    subtitleLines: [`${fullName}　截至 ${formatDay(context.today)}`],
    columns: [
      { title: '类别', width: '2fr' },
      { title: '栏目', width: '2fr' },
      { title: '内容', width: '6fr' },
      { title: '依据或说明', width: '4fr' },
    ],
    rows: [
      ...copy.fields.map(({ group, title, shown, basis }) => [
        group,
        title,
        shown || '（空）',
        basis,
      ]),
      ...copy.tables.flatMap(linesOf),
      ...copy.looks.map((look) => [
        '谁看过',
        printedTime(look.at),
        `${look.name} ${look.unit} ${look.post}`,
        [look.did, look.kinds, look.purpose].filter(Boolean).join('；'),
      ]),
      ...copy.readers.map(({ unit, role, sees, because }) => [
        '谁能看',
        `${unit} ${role}`,
        sees,
        because,
      ]),
    ],
    footerLines: ['有不对的，可以当面、打电话或写信要求更正；有不该留的，可以要求删除。'],
    printedBy: context.actor.name,
    printedAt: printedTime(context.now),
  })
}

function linesOf({ title, rows }: CopiedTable): string[][] {
  return rows.map((row, index) => {
    const parts = Object.entries(row).flatMap(([key, value]) => {
      const word = columnWords[key]
      return word && value !== null && value !== '' ? [`${word}：${inText(value)}`] : []
    })
    return [title, `第 ${index + 1} 条`, parts.join('；'), '']
  })
}

function inText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map(inText).join('、')
  if (value && typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => `${key} ${inText(one)}`)
      .join('，')
  return String(value)
}

async function attachments(context: Context, id: number) {
  const rows = await context.db
    .selectFrom('attachment')
    .select(['id', 'title', 'contentType'])
    .where('retireeId', '=', id)
    .where('status', '=', 'accepted')
    .where('sealed', 'is not', null)
    .orderBy('id')
    .execute()
  const files: { fileName: string; body: Uint8Array }[] = []
  for (const { id: fileId, title, contentType } of rows) {
    const name = title.replaceAll(/[^\p{L}\p{N}（）()_-]+/gu, '_')
    const ending = endings[contentType] ?? (contentType.includes('sheet') ? 'xlsx' : 'docx')
    files.push({
      fileName: `附件/${fileId}-${name}.${ending}`,
      body: await bytesOf(context, fileId),
    })
  }
  return files
}
