import { parsePartialDate } from '#src/kernel/day.ts'
import { parseLunarName } from '#src/kernel/lunarName.ts'
import { parseFen } from '#src/kernel/money.ts'
import { civilServiceGrades } from '../codes/rank.ts'
import { codeOf } from '../codes.ts'
import { fieldOf, type FieldKey } from '../fields.ts'
import type { Field } from './field.ts'

const yes = /^(是|有|对|愿意|√|✓|☑|y|yes|true|1|已|列入|统计|曾任)$/i
const no = /^(否|无|不|不是|没有|不愿意|未|×|✗|x|n|no|false|0|不列入|不统计)$/i

/**
 * The value that a cell's text means for a field, as it would be stored; undefined when it cannot
 * be read. Blank text is for the caller to treat: nothing written is not the same as nothing there.
 */
export function readValue(key: FieldKey, written: string): unknown {
  const field = fieldOf(key)
  const text = written.trim()
  switch (field.kind) {
    case 'text':
      return text
    case 'partialDate':
      return parsePartialDate(text)
    case 'code':
      return field.codeSet && codeOf(field.codeSet, text)
    case 'bool':
      return yes.test(text) ? true : no.test(text) ? false : undefined
    case 'money':
      return parseFen(text)
    case 'int':
      return readInt(field, text)
    case 'json':
      return key === 'birthCelebrated' ? readBirthday(text) : undefined
  }
}

function readInt(field: Field, text: string): number | undefined {
  if (field.codeSet) {
    const code = codeOf(field.codeSet, text)
    return code === undefined ? undefined : Number(code)
  }
  const digits = /^(\d{1,6})(?:\.0+)?(个?月)?$/.exec(text.normalize('NFKC'))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** 农历六月十六, 公历8月10日; a bare 8月10日 says no calendar and is not read. */
function readBirthday(text: string) {
  if (/农历|阴历|旧历|闰|[初廿腊冬正]/.test(text)) {
    const lunar = parseLunarName(text)
    return lunar && { calendar: 'lunar' as const, ...lunar }
  }
  const [, month, day] = /^(?:公历|阳历|新历)\D*(\d{1,2})\D+(\d{1,2})[日号]?$/.exec(text) ?? []
  return month && day
    ? { calendar: 'solar' as const, month: Number(month), day: Number(day), leap: false }
    : undefined
}

/** Where a text belongs that rosters often put in the column of another field. */
export interface Elsewhere {
  readonly key: FieldKey
  readonly value: string
}

/**
 * 生活不能自理 in a column of health says the ability for self-care; 四级调研员 in a column of
 * ranks is a 职级; 享受副处级待遇 there is a treatment. Undefined when the text is of its own field.
 */
export function meantElsewhere(key: FieldKey, text: string): Elsewhere | undefined {
  const field = fieldOf(key)
  if (field.codeSet && codeOf(field.codeSet, text) !== undefined) return undefined
  if (key === 'healthStatus') return coded('selfCareLevel', text)
  if (key === 'selfCareLevel') return coded('healthStatus', text)
  if (key === 'rankAtRetirement') return gradeIn(text) ?? coded('currentTreatment', text)
  if (key === 'currentTreatment') return gradeIn(text)
  if (key === 'membershipState') return coded('politicalStatus', text)
  return undefined
}

function coded(key: FieldKey, text: string): Elsewhere | undefined {
  const { codeSet } = fieldOf(key)
  const value = codeSet && codeOf(codeSet, text)
  return value === undefined ? undefined : { key, value }
}

function gradeIn(text: string): Elsewhere | undefined {
  const plain = text.replace(/\s/g, '').replace(/^1级|^一級/, '一级')
  const grade = civilServiceGrades.find((name) => plain === name)
  return grade && { key: 'gradeAtRetirement', value: grade }
}
