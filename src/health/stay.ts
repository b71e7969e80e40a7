import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'
import { arrangements, channels, type Arrangement, type Channel } from './words.ts'

/** A day that must be a day. */
export function dayField(title: string) {
  return z.iso.date(`请填写${title}，例如 2026-11-21`).meta({ title })
}

/** A short text; empty counts as not given. */
export function textField(title: string, max: number) {
  return z
    .string()
    .trim()
    .max(max, `${title}最多 ${max} 个字`)
    .nullable()
    .optional()
    .meta({ title })
}

/** A short text that must be given. */
export function neededText(title: string, max: number, min = 2) {
  return z
    .string(`请填写${title}`)
    .trim()
    .min(min, `请填写${title}`)
    .max(max, `${title}最多 ${max} 个字`)
    .meta({ title })
}

export const Why = neededText('缘由', 200, 4)

const arrangement = (title: string) =>
  z.enum(Object.keys(arrangements) as Arrangement[], `请选择${title}是否安排`).meta({ title })

export const channelField = z
  .enum(Object.keys(channels) as Channel[], '请选择怎样得知')
  .meta({ title: '怎样得知' })

const place = {
  hospital: neededText('医院', 80),
  ward: textField('病区', 40),
  bed: textField('床位', 20),
  expectedUntil: dayField('预计出院日期').nullable().optional(),
  transport: arrangement('专车接送'),
  escort: arrangement('陪护'),
  channel: channelField,
  reportedBy: textField('告知人', 60),
  /** S3: kept sealed. */
  diagnosis: textField('诊断', 60),
}

export const Admit = z.strictObject({
  retireeId: z.int('请选择老同志'),
  admittedOn: dayField('入院日期'),
  noticedOn: dayField('得知日期').optional(),
  dischargedOn: dayField('出院日期').nullable().optional(),
  ...place,
  transport: place.transport.default('open'),
  escort: place.escort.default('open'),
})
export type Admit = z.output<typeof Admit>

export const StayChanges = z
  .strictObject({
    ...place,
    admittedOn: dayField('入院日期'),
    dischargedOn: dayField('出院日期').nullable(),
  })
  .partial()

export const AmendStay = z.strictObject({
  stayId: z.int('请选择住院记录'),
  changes: StayChanges,
  why: Why.optional(),
})

/** What of a stay is plain arrangement: changed without giving a reason. */
export const arranged: readonly string[] = ['ward', 'bed', 'expectedUntil', 'transport', 'escort']

interface Days {
  readonly admittedOn: string
  readonly noticedOn: string
  readonly dischargedOn?: string | null | undefined
  readonly expectedUntil?: string | null | undefined
}

/**
 * Admission, notice and discharge follow each other and lie not in the future, nor after the death;
 * what is registered late is welcome.
 */
export function refusalsOfStay(
  { admittedOn, noticedOn, dischargedOn, expectedUntil }: Days,
  today: string,
  lastAlive: string | undefined,
): (Refusal | undefined)[] {
  const say = (field: string, code: string, message: string) =>
    new Refusal('invalid', `health.${code}`, message, field)
  return [
    admittedOn > today ? say('admittedOn', 'inFuture', '入院日期不能晚于今天') : undefined,
    noticedOn > today ? say('noticedOn', 'inFuture', '得知日期不能晚于今天') : undefined,
    noticedOn < admittedOn
      ? say('noticedOn', 'noticedBefore', '得知日期不能早于入院日期')
      : undefined,
    lastAlive && admittedOn > lastAlive
      ? say('admittedOn', 'afterDeath', `${lastAlive} 前已去世，请核对入院日期`)
      : undefined,
    dischargedOn && dischargedOn > today
      ? say('dischargedOn', 'inFuture', '出院日期不能晚于今天')
      : undefined,
    dischargedOn && dischargedOn < admittedOn
      ? say('dischargedOn', 'leftBefore', '出院日期不能早于入院日期')
      : undefined,
    dischargedOn && lastAlive && dischargedOn > lastAlive
      ? say('dischargedOn', 'afterDeath', `${lastAlive} 前已去世，请核对出院日期`)
      : undefined,
    expectedUntil && expectedUntil < admittedOn
      ? say('expectedUntil', 'expectedBefore', '预计出院日期不能早于入院日期')
      : undefined,
  ]
}

/** Two stays of one person may touch on a day, but not overlap. */
export function overlaps(
  a: { admittedOn: string; dischargedOn?: string | null | undefined },
  b: { admittedOn: string; dischargedOn?: string | null | undefined },
): boolean {
  const open = '9999-12-31'
  return a.admittedOn < (b.dischargedOn ?? open) && b.admittedOn < (a.dischargedOn ?? open)
}

/** A fact lies not in the future. */
export function refuseFuture(day: string, today: string, field: string, title: string): void {
  if (day > today) throw new Refusal('invalid', 'health.inFuture', `${title}不能晚于今天`, field)
}
