import { codeOf, type CodeSetName } from '../codes.ts'
import { civilServiceGrades } from '../codes/rank.ts'
import { fieldOf, isFieldKey } from '../fields.ts'
import { squeezed } from './cell.ts'
import { fault, saysNothing, type Fault } from './issue.ts'
import { titleOfKey } from './mapping.ts'
import type { ImportKey } from './titles.ts'

/** Codes and texts that one cell gives; health may turn out to be self-care, a rank a title. */
export interface CodeReading {
  readonly values?: Readonly<Partial<Record<ImportKey, string>>>
  readonly fault?: Fault
}

const titleOfProfession =
  /(教授|工程师|建筑师|医师|主任医|药师|技师|护师|护士|教师|讲师|助教|研究员|会计师|审计师|经济师|统计师|农艺师|兽医师|畜牧师|政工师|编辑|记者|播音员|馆员|教练|工艺美术师|律师|技术员|高级工|中级工|初级工|高级教员)/

const cacheLimit = 20_000
const cache = new Map<string, CodeReading>()

/** Reads a coded cell; what no set knows stays as text and waits for a decision. */
export function readCode(key: ImportKey, text: string): CodeReading {
  const known = cache.get(key + text)
  if (known) return known
  if (cache.size > cacheLimit) cache.clear()
  const reading = decode(key, text)
  cache.set(key + text, reading)
  return reading
}

function decode(key: ImportKey, text: string): CodeReading {
  const plain = squeezed(text)
  const direct = setOf(key)
  const code = direct && codeOf(direct, plain)
  if (code) return { values: { [key]: code } }
  if (saysNothing(plain)) return {}
  return (
    elsewhere(key, plain) ??
    fault('CODE_UNKNOWN', `“${plain.slice(0, 20)}”不在${titleOfKey(key)}的选项里，请确认对应哪一项`)
  )
}

function setOf(key: ImportKey): CodeSetName | undefined {
  if (key === 'lifeStatus') return 'lifeStatus'
  if (key === 'emergencyContactRelation') return 'relation'
  return isFieldKey(key) ? fieldOf(key).codeSet : undefined
}

function elsewhere(key: ImportKey, text: string): CodeReading | undefined {
  switch (key) {
    case 'rankAtRetirement':
    case 'currentTreatment':
      return asGradeOrTitle(text)
    case 'healthStatus':
      return asSelfCare(text) ?? asDiseases(text)
    case 'selfCareLevel':
      return asHealth(text)
    case 'retirementCategory':
      return asNature(text)
    case 'politicalStatus':
      return asMember(text)
    default:
      return undefined
  }
}

function asGradeOrTitle(text: string): CodeReading | undefined {
  const grade = civilServiceGrades.find((name) => text.startsWith(name))
  if (grade) return { values: { gradeAtRetirement: grade } }
  return titleOfProfession.test(text) ? { values: { professionalTitle: text } } : undefined
}

function asSelfCare(text: string): CodeReading | undefined {
  const level = codeOf('selfCareLevel', text)
  return level && { values: { selfCareLevel: level } }
}

function asHealth(text: string): CodeReading | undefined {
  const health = codeOf('healthStatus', text)
  return health && { values: { healthStatus: health } }
}

/** 高血压、糖尿病: several diseases are a chronic illness, named in full beside it. */
function asDiseases(text: string): CodeReading | undefined {
  const parts = text.split(/[、,，;；/和及+]/).filter(Boolean)
  const codes = parts.map((part) => codeOf('healthStatus', part.replace(/^(患有?|有)/, '')))
  const [first] = codes
  if (!first || codes.some((code) => code === undefined)) return undefined
  const code = parts.length === 1 ? first : '30'
  return { values: { healthStatus: code, chronicDiseases: text } }
}

/** 病退 and the like are 退休 of a certain nature (GB/T 14946.1-2009 A.62). */
function asNature(text: string): CodeReading | undefined {
  const nature = codeOf('retirementNature', text)
  if (!nature) return undefined
  const category = nature === '1' ? 'lixiu' : nature === '3' ? 'resignedWithPension' : 'tuixiu'
  return { values: { retirementCategory: category, retirementNature: nature } }
}

function asMember(text: string): CodeReading | undefined {
  if (/^(是|y|yes|√|✓)$/i.test(text)) return { values: { politicalStatus: '01' } }
  return /^(否|不是|n|no|×)$/i.test(text) ? {} : undefined
}

const yes = /^(是|有|对|愿意|已|y|yes|true|1|√|✓|✔|☑|■)$/i
const no = /^(否|无|没有|不是|不愿意|未|n|no|false|0|×|✗|✕|☐|□)$/i

/** 是 or 否, in the ways that people tick boxes. */
export function readBool(key: ImportKey, text: string): { value?: boolean; fault?: Fault } {
  const plain = squeezed(text)
  if (yes.test(plain)) return { value: true }
  if (no.test(plain)) return { value: false }
  if (saysNothing(plain)) return {}
  return fault('CODE_UNKNOWN', `${titleOfKey(key)}请填“是”或“否”`)
}
