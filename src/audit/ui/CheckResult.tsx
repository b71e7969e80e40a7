import { formatDay } from '#src/kernel/day.ts'
import { findingKinds, type Finding } from '#src/audit/finding.ts'
import type { SealCheck } from '#src/audit/seal.operations.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { SimpleTable, type SimpleColumn } from '#src/web/kit/SimpleTable.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'

const columns: readonly SimpleColumn<Finding>[] = [
  {
    key: 'kind',
    title: '问题',
    share: 16,
    cell: ({ kind }) => <Tag tone="err">{findingKinds[kind]}</Tag>,
  },
  { key: 'message', title: '说明', cell: ({ message }) => message },
]

/** What the last verification found. */
export function CheckResult({ check }: { readonly check: SealCheck }) {
  const { at, by, fromDay, seals, rows, pending, findings, notices } = check
  const scope = fromDay ? `${formatDay(fromDay)}起的留痕 ${rows} 行` : `全部留痕 ${rows} 行`
  const counts = `${secondsTime(at)}由${by ?? '系统'}核验：封印 ${seals} 号、${scope}，待封印 ${pending} 行`
  return (
    <Section title="最近一次核验" note={counts}>
      <div className="stack">
        {findings.length === 0 && <Notice tone="ok">没有发现改动、删除或伪造。</Notice>}
        {findings.length > 0 && (
          <>
            <Notice tone="err">发现 {findings.length} 处问题，请保护现场并报告。</Notice>
            <SimpleTable
              label="核验发现的问题"
              columns={columns}
              rows={findings}
              rowKey={({ message }) => message}
            />
          </>
        )}
        {notices.length > 0 && <p className="muted">{notices.join('；')}</p>}
      </div>
    </Section>
  )
}
