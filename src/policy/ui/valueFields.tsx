import { Fragment, type ReactNode } from 'react'
import * as z from 'zod'
import { ticketCategories } from '#src/tickets/ticket.ts'
import { cadenceFields } from './cadenceFields.tsx'
import { ageStyles, owners, policyValues, type PolicyCode } from '#src/policy/policy.ts'
import { CheckField, optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

const workdays = (key: string, label: string) => (
  <NumberText name={`value.${key}`} label={label} required unit="个工作日" />
)

const fields: Readonly<Record<string, ReactNode>> = {
  enabled: <CheckField name="value.enabled" label="执行这一项" span="all" />,
  owner: <Select name="value.owner" label="由谁办理" required options={optionsOf(owners)} />,
  ages: (
    <TextField
      name="value.ages"
      label="看望的年龄"
      required
      span="all"
      hint="用顿号、逗号或空格分开，如 80、85、90"
    />
  ),
  ageStyle: (
    <RadioRow name="value.ageStyle" label="年龄口径" required options={optionsOf(ageStyles)} />
  ),
  fromLunarDay: <NumberText name="value.fromLunarDay" label="自腊月初几开始" required unit="日" />,
  windowDays: <NumberText name="value.windowDays" label="提前多少天开始" required unit="天" />,
  withinDays: (
    <NumberText name="value.withinDays" label="退休后多少天内登记的算" required unit="天" />
  ),
  ...cadenceFields,
  dueDays: <NumberText name="value.dueDays" label="办理期限" required unit="天" />,
  from: <TextField name="value.from" label="每年自" required hint="月-日，如 03-01" />,
  due: <TextField name="value.due" label="每年至" required hint="月-日，如 06-30" />,
  secondSeconds: <NumberText name="value.secondSeconds" label="通知后备" required unit="秒" />,
  leaderSeconds: <NumberText name="value.leaderSeconds" label="通知带班领导" required unit="秒" />,
  directorSeconds: (
    <NumberText name="value.directorSeconds" label="通知局领导和上级" required unit="秒" />
  ),
  coalesceSeconds: (
    <NumberText name="value.coalesceSeconds" label="重复按键并为一次" required unit="秒" />
  ),
  dayFrom: <TextField name="value.dayFrom" label="白班自" required hint="时:分，如 08:00" />,
  dayTo: <TextField name="value.dayTo" label="白班至" required hint="时:分，如 18:00" />,
  freshDays: (
    <NumberText name="value.freshDays" label="开始前多少天内核实过的免再核" required unit="天" />
  ),
  urgentDays: workdays('urgentDays', '紧急事项'),
  remindDays: <NumberText name="value.remindDays" label="到期前多少天提醒" required unit="天" />,
  ...Object.fromEntries(
    Object.entries(ticketCategories).map(([key, label]) => [key, workdays(key, label)]),
  ),
  quietFrom: <TextField name="value.quietFrom" label="免打扰自" required hint="如 21:00" />,
  quietTo: <TextField name="value.quietTo" label="免打扰至" required hint="如 08:00" />,
}

/** The fields of one parameter, in the order of its shape. */
export function ValueFields({ code }: { readonly code: PolicyCode }) {
  return Object.keys(policyValues[code].shape).map((key) => (
    <Fragment key={key}>{fields[key]}</Fragment>
  ))
}

/** Ages written in one line, however they are parted; what is no age is named. */
export const agesInOneLine = z.string('请至少填写一个年龄').transform((text, context) => {
  const ages = text.split(/[\s、,，;；.]+/).flatMap((part) => (part ? [Number(part)] : []))
  const read = policyValues.milestoneBirthday.shape.ages.safeParse(ages)
  if (read.success) return read.data
  const message = ages.some(Number.isNaN)
    ? '年龄请用数字，例如 80、85、90'
    : (read.error.issues[0]?.message ?? '年龄填写有误')
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** A value as the form holds it. */
export function valueOnForm(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isNumbers(item) ? item.join('、') : (item as unknown),
    ]),
  )
}

function isNumbers(item: unknown): item is number[] {
  return Array.isArray(item) && item.every((each) => typeof each === 'number') && item.length > 0
}
