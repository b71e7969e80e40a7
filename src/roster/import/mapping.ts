import { fields, type FieldKey } from '../fields.ts'
import { squeezed } from './cell.ts'
import { extraTitles, ignoredTitles, titleWords, type ImportKey } from './titles.ts'

export type ImportKind = 'roster' | 'members'

/** `key` null with `known` true is a column that needs no place, such as 序号. */
export interface TitleMatch {
  readonly key: ImportKey | null
  readonly known: boolean
  readonly confidence: number
}

/** A mapping remembered or chosen by the user: title, or `sheet!column`, to field or nothing. */
export type ChosenMapping = Readonly<Record<string, string | null>>

/** Everything that a column can be mapped to, in the order of the form. */
export const mappableFields: readonly { key: ImportKey; title: string }[] = [
  ...fields,
  ...Object.entries(extraTitles).map(([key, title]) => ({ key: key as ImportKey, title })),
].map(({ key, title }) => ({ key, title }))

const exact = new Map<string, TitleMatch>()

for (const title of ignoredTitles) exact.set(title, { key: null, known: true, confidence: 1 })
for (const { key, title } of mappableFields)
  for (const word of [title, ...(titleWords[key] ?? '').split(' ')])
    if (word && !exact.has(plainTitle(word)))
      exact.set(plainTitle(word), { key, known: true, confidence: 1 })

/** Column names in a form that ignores spaces, brackets, colons and stars. */
export function plainTitle(text: string): string {
  return squeezed(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(必填|选填|可不填|元|如实填写)+$/, '')
}

/** Without what stands in brackets: 养老金月额（元） → 养老金月额. */
function bareTitle(text: string): string {
  return plainTitle(text.normalize('NFKC').replace(/[([【{][^)\]】}]*[)\]】}]/g, ''))
}

const phoneWords = '(?:联系)?(?:电话|手机|方式|号码|手机号|手机号码|电话号码|联系电话|联系方式)'
const contacts: readonly (readonly [RegExp, ImportKey])[] = [
  [
    new RegExp(`^(?:紧急|应急|家属|亲属|第一)?(?:联系人|联络人)${phoneWords}$`),
    'emergencyContactPhone',
  ],
  [new RegExp(`^(?:紧急|应急)(?:联系)?${phoneWords}$`), 'emergencyContactPhone'],
  [/^(?:紧急|应急|家属|亲属|第一)?(?:联系人|联络人)(?:姓名|名字)?$/, 'emergencyContactName'],
  [
    /^(?:紧急|应急|家属|亲属)?(?:联系人|联络人)?(?:与(?:其|本人|老干部|老同志))?(?:的)?关系$/,
    'emergencyContactRelation',
  ],
  [new RegExp(`^(?:配偶|爱人|老伴)(?:的)?${phoneWords}$`), 'spousePhone'],
  [/^(?:配偶|爱人|老伴)(?:姓名|名字)?$/, 'spouseName'],
  [new RegExp(`^(?:子女|儿女|儿子|女儿|家属|亲属|监护人)(?:的)?${phoneWords}$`), 'childPhone'],
  [/^(?:子女|儿女|儿子|女儿|家属|亲属|监护人)(?:姓名|名字)?$/, 'childName'],
  [new RegExp(`^${phoneWords}(?:配偶|爱人|老伴)$`), 'spousePhone'],
  [new RegExp(`^${phoneWords}(?:子女|儿女|儿子|女儿|家属|亲属|监护人)$`), 'childPhone'],
]

const othersWord = /配偶|爱人|老伴|子女|儿子|女儿|家属|亲属|联系人|联络人|监护人|父亲|母亲|家庭成员/

/** 家庭住址及电话 holds two things: only a field of free text can take it. */
const composite = /[及和与]/
const freeText: ReadonlySet<ImportKey> = new Set([
  'lastUnitAndPost',
  'residenceAddress',
  'householdAddress',
  'remark',
])

const likely: readonly (readonly [RegExp, ImportKey])[] = [
  [/身份证|公民身份/, 'idNumber'],
  [/姓名/, 'fullName'],
  [/(农|阴)历/, 'birthCelebrated'],
  [/出生(?!地)|生日/, 'birthArchive'],
  [/参加?革(命)?/, 'revolutionJoin'],
  [/参加?工(作)?/, 'workStart'],
  [/入党/, 'partyJoined'],
  [/转正|正式党员/, 'partyFull'],
  [/退?休.*(时间|年月|日期)/, 'retiredOn'],
  [/性别/, 'gender'],
  [/民族/, 'ethnicity'],
  [/手机|电话|联系方式/, 'mobile'],
  [/住址|地址|居住地|住所/, 'residenceAddress'],
  [/社区/, 'community'],
  [/支部|党组织/, 'branch'],
  [/供养|发放.*单位/, 'payingUnit'],
  [/管理.*单位/, 'managingUnit'],
  [/单位及职务|职务/, 'lastUnitAndPost'],
  [/单位/, 'formerUnit'],
  [/待遇/, 'currentTreatment'],
  [/级别|职级/, 'rankAtRetirement'],
  [/学历|文化程度/, 'education'],
  [/面貌|党派/, 'politicalStatus'],
  [/健康|身体/, 'healthStatus'],
  [/自理/, 'selfCareLevel'],
  [/党费.*基数|基数/, 'duesBaseFen'],
  [/养老金|退休费|离休费|退休金/, 'monthlyPensionFen'],
  [/类别/, 'retirementCategory'],
  [/备注/, 'remark'],
]

const unlikely = /有效期|签发|起止|复印件|是否|比例|人数|金额合计|工资|社会|兼任|证号|短号/

/** The exact meaning of a title, if it is one in use; nothing is guessed. */
export function knownTitle(text: string): TitleMatch | undefined {
  const plain = plainTitle(text)
  if (plain === '' || plain.length > 24) return undefined
  const found =
    exact.get(plain) ?? (othersWord.test(plain) ? undefined : exact.get(bareTitle(text)))
  if (found) return found
  const contact = contacts.find(([pattern]) => pattern.test(plain))
  return contact && { key: contact[1], known: true, confidence: 0.9 }
}

/** The meaning of a title together with as much of what stands over it as makes sense. */
export function groupedTitle(leaf: string, groups: readonly string[]): TitleMatch | undefined {
  for (let from = 0; from < groups.length; from++) {
    const over = groups.slice(from).map((group) => group.replace(/(基本)?(情况|信息|资料)$/, ''))
    const match = knownTitle(groups.slice(from).join('') + leaf) ?? knownTitle(over.join('') + leaf)
    if (match) return match
  }
  return undefined
}

/** True when the groups over a column speak of a spouse, a child or another contact. */
export function namesOthers(groups: readonly string[]): boolean {
  return groups.some((group) => othersWord.test(group))
}

/** The best meaning of a column whose header reads `groups`, from the top, over `leaf`. */
export function matchTitle(leaf: string, groups: readonly string[], kind: ImportKind): TitleMatch {
  const match =
    groupedTitle(leaf, groups) ??
    (namesOthers(groups) ? undefined : knownTitle(leaf)) ??
    guess(groups.join(''), leaf)
  const isIncome = kind === 'members' && match.key === 'monthlyPensionFen'
  return isIncome ? { ...match, key: 'duesBaseFen' } : match
}

function guess(group: string, leaf: string): TitleMatch {
  const plain = plainTitle(leaf)
  if (!othersWord.test(group + leaf) && !unlikely.test(plain))
    for (const [pattern, key] of likely)
      if (pattern.test(plain) || (group && pattern.test(plainTitle(group + leaf))))
        if (!composite.test(plain) || freeText.has(key))
          return { key, known: true, confidence: 0.6 }
  return { key: null, known: false, confidence: 0 }
}

/** The field a user or an earlier import chose for a column; undefined when none did. */
export function chosenKey(
  mapping: ChosenMapping | undefined,
  sheet: string,
  column: string | number,
  title: string,
): ImportKey | null | undefined {
  if (!mapping) return undefined
  const choice = mapping[`${sheet}!${column}`] ?? mapping[title]
  if (choice === undefined)
    return `${sheet}!${column}` in mapping || title in mapping ? null : undefined
  return isImportKey(choice) ? choice : null
}

const importKeys = new Set<string>(mappableFields.map((field) => field.key))

function isImportKey(key: string | null): key is ImportKey {
  return key !== null && importKeys.has(key)
}

export function titleOfKey(key: ImportKey): string {
  return mappableFields.find((field) => field.key === key)?.title ?? key
}

export type { FieldKey }
