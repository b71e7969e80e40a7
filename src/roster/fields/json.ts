import * as z from 'zod'
import { daysInMonth, isPartialDate } from '#src/kernel/day.ts'

const date = z
  .string('请填写日期')
  .trim()
  .refine(isPartialDate, '日期请写成 2026、2026-11 或 2026-11-05')

const perhaps = date.nullable().default(null)

/** The day on which the person wishes to be congratulated, by either calendar. */
export const BirthCelebrated = z
  .strictObject(
    {
      calendar: z.enum(['solar', 'lunar'], '请选择公历或农历'),
      month: z.int('请选择月份').min(1, '月份为1至12').max(12, '月份为1至12'),
      day: z.int('请选择日').min(1, '日为1至31').max(31, '日为1至31'),
      leap: z.boolean('请选择是否闰月').default(false),
    },
    '请填写历法、月、日和是否闰月',
  )
  .refine(({ calendar, month, day }) => day <= longestMonth(calendar, month), {
    path: ['day'],
    message: '这个月没有这一天',
  })
  .refine(({ calendar, leap }) => calendar === 'lunar' || !leap, {
    path: ['leap'],
    message: '公历没有闰月',
  })

export type BirthCelebrated = z.infer<typeof BirthCelebrated>

export const Honours = listOf(
  '荣誉',
  50,
  z.strictObject(
    {
      title: word('荣誉名称', 60),
      level: note('级别', 20),
      body: note('授予单位', 60),
      on: perhaps,
    },
    '请填写荣誉名称、级别、授予单位和日期',
  ),
)

export const SeasonalStays = listOf(
  '候鸟居住',
  50,
  z
    .strictObject(
      {
        place: word('候鸟居住地', 60),
        from: date,
        to: perhaps,
        /** The same months come round every year; the dates are those of one such stay. */
        yearly: z.boolean('请选择是否年年如此').default(false),
      },
      '请填写地点和起止日期',
    )
    .refine((stay) => !stay.to || stay.to >= stay.from, {
      path: ['to'],
      message: '止期早于起期，请核对',
    }),
)

const OtherPhones = listOf(
  '其他电话',
  10,
  z.strictObject({ phone: word('电话号码', 30), owner: note('机主', 30) }, '请填写号码和机主'),
)

export const jsonShapes = {
  birthCelebrated: BirthCelebrated,
  honours: Honours,
  seasonalStays: SeasonalStays,
  otherPhones: OtherPhones,
} as const

export type JsonKey = keyof typeof jsonShapes
export type JsonValues = { [K in JsonKey]: z.infer<(typeof jsonShapes)[K]> }

function word(title: string, max: number) {
  const text = z.string(`请填写${title}`).trim()
  return text.min(1, `请填写${title}`).max(max, `${title}不超过${max}字`)
}

function note(title: string, max: number) {
  return z.string(`${title}应为文字`).trim().max(max, `${title}不超过${max}字`).default('')
}

function listOf<S extends z.ZodType>(title: string, max: number, row: S) {
  return z.array(row, `${title}应为列表`).max(max, `${title}不超过${max}条`)
}

/** 29 February and the thirtieth of any lunar month are birthdays, though not of every year. */
function longestMonth(calendar: 'solar' | 'lunar', month: number): number {
  return calendar === 'lunar' ? 30 : daysInMonth(2000, month)
}
