import type { OutputOf } from '#src/web/api.ts'
import type { Step } from '#src/web/kit/facts.tsx'

/** A batch as `import.get` tells it. */
export type OpenBatch = OutputOf<'import.get'>
export type Report = NonNullable<OpenBatch['report']>
export type Row = OutputOf<'import.rows'>[number]

export function isBusy(status: string): boolean {
  return status === 'checking' || status === 'committing'
}

const titles = ['上传', '对应列', '核对', '确认'] as const

/** The steps of an import and where a batch stands among them. */
export function stepsOf(status: string | undefined): readonly Step[] {
  const at = status === undefined ? 0 : (reached[status] ?? 1)
  return titles.map((title, index) => ({ title, state: stateAt(index, at) }))
}

const reached: Readonly<Record<string, number>> = {
  checking: 1,
  unreadable: 0,
  checked: 2,
  committing: 3,
  failed: 3,
  committed: 4,
  undone: 4,
}

function stateAt(index: number, at: number): Step['state'] {
  if (index < at) return 'done'
  return index === at ? 'now' : 'next'
}

/** Why a batch cannot be taken yet, in words; undefined when it can. */
export function hindranceOf({ counts }: Pick<OpenBatch, 'counts'>): string | undefined {
  if (counts.undecided > 0) return `还有 ${counts.undecided} 行疑似重复没有认定`
  if (counts.toCreate + counts.toUpdate === 0) return '没有要新增或更新的人'
  return undefined
}

/** The key by which a chosen field is kept: by title, so that it is remembered, where that is clear. */
export function mappingKey(
  sheet: Report['sheets'][number],
  { column, title }: Report['sheets'][number]['columns'][number],
): string {
  const same = sheet.columns.filter((other) => other.title === title)
  return title && title.length <= 120 && same.length === 1 ? title : `${sheet.name}!${column}`
}
