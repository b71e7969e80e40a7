import type { TraceLine } from '#src/audit/trace.operations.ts'
import { outcomes, subjects, type Outcome } from '#src/audit/words.ts'
import { kindsInWords, purposeInWords } from '#src/transparency/words.ts'
import type { Column } from '#src/web/kit/column.ts'
import { Tag, type Tone } from '#src/web/kit/Tag.tsx'
import { secondsTime } from '#src/web/kit/moment.ts'

const tones: Readonly<Record<Outcome, Tone>> = { done: 'plain', looked: 'info', refused: 'err' }

/** The columns of the trace. */
export const traceColumns: readonly Column<TraceLine>[] = [
  {
    key: 'at',
    title: '时间',
    width: 196,
    primary: true,
    frozen: true,
    cell: ({ at }) => secondsTime(at),
  },
  {
    key: 'who',
    title: '人员',
    width: 150,
    cell: ({ name, account, source }) =>
      account ? `${name}（${account}）` : source ? '未登录' : '系统',
  },
  { key: 'post', title: '岗位', width: 140, cell: ({ post }) => post ?? '' },
  { key: 'org', title: '单位', width: 170, cell: ({ org }) => org ?? '' },
  { key: 'title', title: '操作', width: 150, cell: ({ title }) => title },
  {
    key: 'outcome',
    title: '结果',
    width: 84,
    cell: ({ outcome }) => <Tag tone={tones[outcome]}>{outcomes[outcome]}</Tag>,
    text: ({ outcome }) => outcomes[outcome],
  },
  {
    key: 'subject',
    title: '对象',
    width: 150,
    cell: ({ subject, about }) => [subjects[subject] ?? subject, about].filter(Boolean).join(' '),
  },
  { key: 'fileNo', title: '档号', width: 120, cell: ({ fileNo }) => fileNo ?? '' },
  { key: 'fields', title: '内容类别', width: 150, cell: ({ fields }) => kindsInWords(fields) },
  { key: 'purpose', title: '用途', width: 110, cell: ({ purpose }) => purposeInWords(purpose) },
  { key: 'source', title: '地址', width: 130, cell: ({ source }) => source ?? '' },
  { key: 'id', title: '行号', width: 90, align: 'right', cell: ({ id }) => id },
]
