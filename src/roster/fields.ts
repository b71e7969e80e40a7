import * as z from 'zod'
import type { Field } from './fields/field.ts'
import type { JsonKey, JsonValues } from './fields/json.ts'
import { healthFields, partyFields, residenceFields, wishFields } from './fields/life.ts'
import {
  basicFields,
  managementFields,
  retirementFields,
  standingFields,
  treatmentFields,
} from './fields/person.ts'
import { missing, shapeOf } from './fields/shape.ts'
import { showField } from './fields/show.ts'

/** Groups of the form, in order. */
export const fieldGroups = {
  basic: '基本信息',
  standing: '身份',
  retirement: '离退休',
  treatment: '职务待遇',
  management: '单位管理',
  residence: '居住联系',
  health: '健康',
  party: '党员',
  wishes: '意愿',
} as const

export type FieldGroup = keyof typeof fieldGroups

const grouped = {
  basic: basicFields,
  standing: standingFields,
  retirement: retirementFields,
  treatment: treatmentFields,
  management: managementFields,
  residence: residenceFields,
  health: healthFields,
  party: partyFields,
  wishes: wishFields,
} as const satisfies Record<FieldGroup, readonly Field[]>

type AnyField = (typeof grouped)[FieldGroup][number]

export type FieldKey = AnyField['key']

/** One field of the master record together with the group of the form that it stands in. */
export type RetireeField = Field<FieldKey> & { readonly group: FieldGroup }

/** Every field of the master record, in the order of the form. */
export const fields: readonly RetireeField[] = Object.entries(grouped).flatMap(([group, list]) =>
  list.map((field: Field<FieldKey>) => ({ ...field, group: group as FieldGroup })),
)

const byKey = new Map<string, RetireeField>(fields.map((field) => [field.key, field]))

export function isFieldKey(key: string): key is FieldKey {
  return byKey.has(key)
}

export function fieldOf(key: FieldKey): RetireeField {
  return byKey.get(key) as RetireeField
}

export function fieldsIn(group: FieldGroup): readonly RetireeField[] {
  return fields.filter((field) => field.group === group)
}

type ValueOf<F> =
  F extends Field<infer K, infer V>
    ? V extends 'bool'
      ? boolean
      : V extends 'money' | 'int'
        ? number
        : V extends 'json'
          ? JsonValues[K & JsonKey]
          : string
    : never

/** What the fields hold: codes, text and partial dates as text, money in 分. Null is emptied. */
export type RetireeValues = { [F in AnyField as F['key']]: ValueOf<F> | null }

/** Some fields of a person, as rules take them. */
export type Facts = { readonly [K in FieldKey]?: RetireeValues[K] | undefined }

type Shapes = { [K in FieldKey]: z.ZodOptional<z.ZodType<RetireeValues[K]>> }

const shapes = Object.fromEntries(fields.map((field) => [field.key, shapeOf(field)])) as Shapes

const strictly = {
  error: (issue: { code?: string | undefined; keys?: unknown }) =>
    issue.code === 'unrecognized_keys'
      ? `没有这些栏目：${(issue.keys as string[]).join('、')}`
      : '请提交各栏目的内容',
}

/** Any fields of a person, each optional, null to empty it; unknown keys are refused. For amending. */
export const RetireeShape = z.strictObject(shapes, strictly)

/** The same for registering, where the required fields must be given. */
export const RegisterShape = RetireeShape.superRefine((values, context) => {
  for (const field of fields) {
    if (field.required && values[field.key] === undefined)
      context.addIssue({ code: 'custom', path: [field.key], message: missing(field) })
  }
})

export type RetireeInput = z.infer<typeof RetireeShape>

/** Chinese text of a stored value: 1948年3月, 6,842.00, 县处级正职, 是; empty when there is none. */
export function showValue(field: FieldKey | Field, value: unknown): string {
  return showField(typeof field === 'string' ? fieldOf(field) : field, value)
}
