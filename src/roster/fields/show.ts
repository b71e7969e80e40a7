import { formatDay } from '#src/kernel/day.ts'
import { lunarName } from '#src/kernel/lunarName.ts'
import { formatFen } from '#src/kernel/money.ts'
import { labelOf } from '../codes.ts'
import type { Field } from './field.ts'
import type { JsonKey, JsonValues } from './json.ts'

/** A stored value as Chinese text; an absent one as empty text, an unexpected one as it is. */
export function showField(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  switch (field.kind) {
    case 'partialDate':
      return formatDay(String(value))
    case 'code':
      return field.codeSet ? labelOf(field.codeSet, String(value)) : String(value)
    case 'bool':
      return value ? '是' : '否'
    case 'money':
      return formatFen(Number(value))
    case 'int':
      return `${String(value)}${field.unit ?? ''}`
    case 'json':
      return jsonTexts[field.key as JsonKey](value as never)
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

const jsonTexts: { [K in JsonKey]: (value: JsonValues[K]) => string } = {
  birthCelebrated: ({ calendar, month, day, leap }) =>
    calendar === 'lunar' ? `农历${lunarName(month, day, leap)}` : `公历${month}月${day}日`,
  honours: (honours) =>
    honours
      .map(({ title, on, body }) => [title, on && formatDay(on), body].filter(Boolean).join(' '))
      .join('；'),
  seasonalStays: (stays) =>
    stays
      .map(
        ({ place, from, to, yearly }) =>
          `${place}（${yearly && to ? monthsOf(from, to) : `${formatDay(from)}起${to ? `，至${formatDay(to)}` : ''}`}）`,
      )
      .join('；'),
  otherPhones: (phones) =>
    phones.map(({ phone, owner }) => (owner ? `${phone}（${owner}）` : phone)).join('；'),
}

/** 每年11月至次年3月. */
function monthsOf(from: string, to: string): string {
  const [begin, end] = [from, to].map((date) => formatDay(date).replace(/^\d+年/, ''))
  return `每年${begin}至${from.slice(0, 4) < to.slice(0, 4) ? '次年' : ''}${end}`
}
