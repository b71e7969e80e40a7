import { sql } from 'kysely'
import type { Context, Download } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { sealsFrom } from './seal.ts'
import { publicKeys } from './sealKey.ts'
import { inGroups, shanghaiTime } from './words.ts'

/**
 * The sheet that the audit administrator signs and files: what the trace of a day ended with. Paper in a
 * cupboard is an anchor that nobody rewrites from afar. Refused where nothing was sealed that day.
 */
export async function sealSheet(context: Context, day: string): Promise<Download> {
  const { db, actor, now } = context
  const { rows } = await sql<{ first: number; last: number; rows: number }>`
    select min(n) as first, max(n) as last, coalesce(sum(count) filter (where format = 1), 0)::bigint as rows from seal
    where at >= ${day}::timestamp at time zone 'Asia/Shanghai'
      and at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`.execute(db)
  const found = rows[0]
  const [seal] = found?.last ? await sealsFrom(db, found.last, { limit: 1 }) : []
  if (!found || !seal)
    throw new Refusal('missing', 'audit.noSealThatDay', '这一天没有封印，请选择别的日期', 'day')
  const key = (await publicKeys(db)).get(seal.keyId) ?? ''
  const wide = (label: string, value: string) => ({ label, value, span: 3 as const })
  const { renderSheetPdf } = await import('#src/documents/pdf.ts')
  const body = await renderSheetPdf({
    title: '留痕封印单',
    subtitleLines: [`${day}　第 ${found.first} 号至第 ${found.last} 号`],
    groups: [
      {
        title: '当日末号封印',
        items: [
          { label: '封印号', value: String(seal.n) },
          { label: '时间', value: shanghaiTime(seal.at), span: 2 },
          wide('当日留痕', `${found.rows} 行`),
          wide('哈希值', inGroups(seal.hash.toString('hex'))),
          wide('签名', inGroups(seal.signature.toString('hex'))),
          wide('公钥', inGroups(key)),
        ],
      },
      {
        title: '审计管理员签收',
        items: [
          { label: '姓名', value: '' },
          { label: '签名', value: '' },
          { label: '日期', value: '' },
          wide('核对', '□ 与系统“封印与核验”页所示一致　□ 不一致，已报告：'),
        ],
      },
    ],
    footerLines: [
      '本单签字后由审计管理员单独保管，不与数据库同处存放。以后核验时，同号封印的哈希值应与本单一致。',
    ],
    printedBy: actor.name,
    printedAt: shanghaiTime(now.toISOString()),
  })
  return { fileName: `留痕封印单-${day}.pdf`, contentType: 'application/pdf', body }
}
