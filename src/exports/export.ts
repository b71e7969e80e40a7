import * as z from 'zod'
import { ChosenColumns, type ColumnKey } from '#src/roster/columns.ts'
import { fieldOf, isFieldKey } from '#src/roster/fields.ts'
import { Filters, sorts, type Sort } from '#src/roster/list.ts'
import { exportPurposeCodes, needsNote } from './purpose.ts'

export const formats = { xlsx: 'Excel 表格', csv: 'CSV 文本', pdf: 'A4 打印件' } as const
export type Format = keyof typeof formats

/** So many different people within 24 hours leave on one's own word; more need a second (row 28). */
export const freePeople = 20
/** A finished file is kept, and a print may be repeated, for so long. */
export const hoursToTake = 24

export const exportStates = {
  waiting: '待复核',
  declined: '未同意',
  withdrawn: '已撤回',
  lapsed: '逾期未复核',
  making: '正在制作',
  ready: '可以下载',
  printable: '可以打印',
  taken: '已下载',
  expired: '已过期',
  failed: '制作失败',
} as const
export type ExportState = keyof typeof exportStates

const Source = z.discriminatedUnion(
  'from',
  [
    z.strictObject({
      from: z.literal('roster'),
      title: z
        .string('请填写名称')
        .trim()
        .min(2, '请填写名单名称')
        .max(60, '名称最多 60 个字')
        .default('老干部名单'),
      filters: Filters.prefault({}),
      sort: z.enum(Object.keys(sorts) as Sort[], '没有这种顺序').default('name'),
      descending: z.boolean().default(false),
    }),
    z.strictObject({ from: z.literal('snapshot'), id: z.int('请选择名单') }),
  ],
  '请选择名单',
)

/** Which people and columns are meant, before anything is decided. */
export const Meant = z.strictObject({ source: Source, columns: ChosenColumns })
export type Meant = z.output<typeof Meant>

const wishShape = {
  ...Meant.shape,
  format: z.enum(Object.keys(formats) as Format[], '请选择格式'),
  purpose: z.enum(exportPurposeCodes, '请选择用途'),
  note: z.string().trim().max(200, '说明最多 200 个字').optional(),
  /** A column to sign, in prints. */
  signature: z.boolean().default(false),
  /** Without the hidden mark, for official returns that machines read. */
  clean: z.boolean().default(false),
}

const Password = z.string().min(8, '文件密码至少 8 位').max(64, '文件密码最多 64 位').optional()

type Wished = z.output<z.ZodObject<typeof wishShape>>

const rules: readonly [keyof Wished, string, (wish: Wished) => boolean][] = [
  ['format', '打印件只能由冻结名单生成，请先冻结名单', wrongPrint],
  [
    'clean',
    '只有统计上报可以不加隐藏标识',
    ({ clean, purpose }) => clean && purpose !== 'statistics',
  ],
  [
    'note',
    '请写明事由或任务编号',
    ({ note, purpose }) => needsNote(purpose) && (note ?? '').length < 2,
  ],
]

function wrongPrint({ format, source }: Wished): boolean {
  return format === 'pdf' && source.from !== 'snapshot'
}

function checkRules(wish: Wished, context: z.RefinementCtx): void {
  for (const [field, message, wrong] of rules)
    if (wrong(wish)) context.addIssue({ code: 'custom', path: [field], message })
}

/** A wish for a file that leaves at once. */
export const Wish = z.strictObject(wishShape).superRefine(checkRules)
export type Wish = z.output<typeof Wish>

/** A wish that another has to check; the password, if any, closes the finished file. */
export const Request = z
  .strictObject({ ...wishShape, password: Password })
  .superRefine((wish, context) => {
    checkRules(wish, context)
    if (wish.password && wish.format === 'pdf')
      context.addIssue({ code: 'custom', path: ['password'], message: '打印件不能设密码' })
  })
export type Request = z.output<typeof Request>

/** Class of a column: 特殊情况 tells of need and disability, so it counts as sensitive (个人信息保护法 Art. 28). */
export function classOf(key: ColumnKey): string {
  if (key === 'tags') return 'S3'
  if (key === 'birth') return 'S2'
  return isFieldKey(key) ? fieldOf(key).sensitivity : 'S1'
}

/** Whether a column may leave only with another person’s agreement. */
export function isSensitive(key: ColumnKey): boolean {
  return classOf(key) === 'S3'
}

/** What decides whether a second person must agree. */
export interface Weight {
  readonly count: number
  readonly sensitive: readonly ColumnKey[]
  /** Different people, with these, who left on one's own word within 24 hours. */
  readonly within24Hours: number
  readonly needsApproval: boolean
}

/** Row 28: more than 20 people within 24 hours taken together, a sensitive column, or a file without its mark. */
export function weightOf(
  people: readonly number[],
  before: readonly number[],
  columns: readonly ColumnKey[],
  clean: boolean,
): Weight {
  const sensitive = columns.filter(isSensitive)
  const within24Hours = new Set([...before, ...people]).size
  const needsApproval = within24Hours > freePeople || sensitive.length > 0 || clean
  return { count: people.length, sensitive, within24Hours, needsApproval }
}

export interface Course {
  readonly format: string
  readonly approvalState: string | null
  /** When another agreed. */
  readonly decidedAt: Date | null
  readonly madeAt: Date | null
  readonly takenAt: Date | null
  readonly expiresAt: Date | null
  readonly failure: string | null
}

const refused: Readonly<Record<string, ExportState>> = {
  open: 'waiting',
  declined: 'declined',
  withdrawn: 'withdrawn',
  expired: 'lapsed',
}

/** A file that the queue has not made by then will not come. */
const longestMaking = 3_600_000

/** Where an export stands. */
export function stateOfExport(course: Course, now: Date): ExportState {
  const { approvalState, decidedAt, format, madeAt, takenAt, expiresAt, failure } = course
  const stopped = approvalState === null ? undefined : refused[approvalState]
  if (stopped) return stopped
  const late = !madeAt && decidedAt && now.getTime() - decidedAt.getTime() > longestMaking
  if (failure || late) return 'failed'
  if (format !== 'pdf' && takenAt) return 'taken'
  if (!madeAt || !expiresAt) return madeAt ? 'taken' : 'making'
  if (expiresAt <= now) return 'expired'
  return format === 'pdf' ? 'printable' : 'ready'
}
