import * as z from 'zod'
import { parsePartialDate } from '#src/kernel/day.ts'
import { tidyCitizenId } from '../citizenId.ts'
import { isCode, labelOf, optionsOf } from '../codes.ts'
import { tidyName } from '../name.ts'
import { isPhone, tidyPhones } from '../phone.ts'
import type { Field } from './field.ts'
import { jsonShapes, type JsonKey } from './json.ts'

/**
 * The shape of one field as it comes in: text is trimmed, a blank empties the field (or puts
 * `whenBlank` there), dates may be written in any way that parsePartialDate reads.
 */
export function shapeOf(field: Field): z.ZodType {
  const { title } = field
  const meta = {
    title,
    ...(field.codeSet && { enum: optionsOf(field.codeSet).map((o) => o.code) }),
  }
  switch (field.kind) {
    case 'text':
      return emptied(field, textShape(field)).meta({ title })
    case 'partialDate':
      return emptied(field, dateShape(field)).meta({ title })
    case 'code':
      return emptied(field, codeShape(field)).meta(meta)
    case 'bool':
      return filled(field, z.boolean(`${title}请选择是或否`)).meta({ title })
    case 'money':
      return z
        .int(`${title}应为金额，最多两位小数`)
        .min(0, `${title}不能为负数`)
        .max(99_999_999_999, `${title}过大，请核对`)
        .nullable()
        .optional()
        .meta({ title })
    case 'int':
      return intShape(field).nullable().optional().meta({ title })
    case 'json':
      return jsonShapes[field.key as JsonKey].nullable().optional().meta({ title })
  }
}

function textShape({ title, key, maxLength = 200 }: Field) {
  const plain = z.string(`${title}应为文字`).trim()
  const limited = plain.max(maxLength, `${title}不超过${maxLength}字`)
  if (key === 'fullName' || key === 'formerName') return limited.transform(tidyName)
  if (key === 'idNumber') return limited.transform(tidyCitizenId)
  if (key !== 'mobile' && key !== 'landline') return limited
  const error = `${title}不是电话号码，请核对；多个号码用顿号隔开`
  return limited.refine((text) => text === '' || isPhone(text), { error }).transform(tidyPhones)
}

function dateShape({ title }: Field) {
  return z
    .string(`${title}应为日期`)
    .trim()
    .refine((text) => text === '' || parsePartialDate(text) !== undefined, {
      error: `${title}请写成 1948、1948-03 或 1948-03-12 这样存在的日期`,
    })
    .transform((text) => parsePartialDate(text) ?? '')
}

function codeShape({ title, codeSet }: Field) {
  return z
    .string(`请选择${title}`)
    .trim()
    .refine((code) => code === '' || (codeSet && isCode(codeSet, code)), {
      error: `${title}没有这个选项，请从列表中选择`,
    })
}

function intShape({ title, codeSet, max = 1_000_000, unit = '' }: Field) {
  const whole = z.int(`${title}应为整数`)
  if (!codeSet)
    return whole.min(0, `${title}不能为负数`).max(max, `${title}不超过${max}${unit}，请核对`)
  const labels = optionsOf(codeSet).map((option) => labelOf(codeSet, option.code))
  return whole.refine((value) => isCode(codeSet, String(value)), {
    error: `${title}只能是${labels.join('、')}`,
  })
}

/** A blank text is nothing; nothing is refused where a field is required. */
function emptied(field: Field, shape: z.ZodType<string, string>) {
  if (field.required)
    return shape.refine((text) => text !== '', { error: missing(field) }).optional()
  const blank = field.whenBlank ?? null
  return shape
    .nullable()
    .transform((text) => (text === '' || text === null ? blank : text))
    .optional()
}

function filled(field: Field, shape: z.ZodType<boolean, boolean>) {
  const blank = field.whenBlank ?? null
  return shape
    .nullable()
    .transform((value) => value ?? blank)
    .optional()
}

/** 请填写姓名, 请选择离退休类别. */
export function missing(field: Field): string {
  return `请${field.kind === 'code' ? '选择' : '填写'}${field.title}`
}
