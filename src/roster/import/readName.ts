import { fault, saysNothing, type Reading } from './issue.ts'

const dots = /[·•・．.‧∙⋅･●]/g
const notNames =
  /^(某某?|姓名|测试|无名氏?|无名|不详|未知|待定|待补|同上|空缺|[xX]+|先生|女士|同志|老干部)$/
const lost = /[?？\ufffd\ue000-\uf8ff\u25a1\u25a0⿰-⿻]/
const harmless = /[(（](?:女|男|[\p{Script=Han}]{1,4}族)[)）]$/u

/**
 * A name: two or more Chinese characters, names of minorities with ·, names in Latin letters.
 * Spaces that spread a short name (张 三) are dropped; the dot is written one way.
 */
export function readName(text: string): Reading<string> {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim()
  if (saysNothing(plain)) return fault('NAME_MISSING', '没有姓名，请补上')
  const name = tidied(plain.replace(/^\d{1,4}[.、]\s*/, '').replace(harmless, ''))
  if (lost.test(name)) return fault('NAME_INVALID', '姓名里有没能保存下来的字，请按身份证重新输入')
  if (/[(（[【]/.test(name))
    return fault('NAME_INVALID', '姓名后面带有说明，请只留姓名，把说明写到备注')
  if (/\d/.test(name)) return fault('NAME_INVALID', '姓名里有数字，请核对')
  if (notNames.test(name) || !isName(name)) return fault('NAME_INVALID', '这不像姓名，请核对')
  return { value: name }
}

/** The same for comparing one name with another: no spaces, the dot written one way. */
export function tidied(text: string): string {
  const joined = text.replace(
    /(?<=[\p{Script=Han}·•・．.‧])\s+|\s+(?=[\p{Script=Han}·•・．.‧])/gu,
    '',
  )
  return joined.replace(dots, '·').replace(/\s+/g, ' ')
}

function isName(name: string): boolean {
  const chinese = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u
  const latin = /^\p{Script=Latin}[\p{Script=Latin} ·'’-]*\p{Script=Latin}$/u
  if (latin.test(name)) return name.length <= 60 && name.length >= 3
  const length = [...name].length
  return chinese.test(name) && length >= 2 && length <= (name.includes('·') ? 30 : 12)
}
