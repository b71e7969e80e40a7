import { pinyin } from 'pinyin-pro'

/**
 * Latin letters of a name for sorting and searching, without spaces: 吕单安 → lvshanan. Surnames have
 * their own readings (单 shan, 解 xie, 仇 qiu, 尉迟 yuchi); of given names with several readings the
 * commonest is a guess that people may correct. Characters without a reading are left out.
 */
export function fullPinyin(fullName: string): string {
  return syllablesOf(fullName).join('')
}

/** First letters of the syllables: 尉迟林 → ycl. */
export function initials(fullName: string): string {
  return initialsOf(syllablesOf(fullName))
}

/** Both at once, for the columns of the same names. */
export function namePinyin(fullName: string): { namePinyin: string; nameInitials: string } {
  const syllables = syllablesOf(fullName)
  return { namePinyin: syllables.join(''), nameInitials: initialsOf(syllables) }
}

function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.charAt(0)).join('')
}

function syllablesOf(fullName: string): string[] {
  const options = {
    toneType: 'none',
    type: 'array',
    mode: 'surname',
    surname: 'head',
    v: true,
  } as const
  return pinyin(fullName.replace(/[\s·•]/g, ''), options)
    .map((syllable) => syllable.toLowerCase())
    .filter((syllable) => /^[a-z]+$/.test(syllable))
}

/**
 * A name as it is kept: no spaces inside Chinese names (阎 荣 → 阎荣), one kind of middle dot
 * (买买提•艾力 → 买买提·艾力), single spaces in names of Latin letters.
 */
export function tidyName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\u3000\u00A0\s]+/g, ' ')
    .trim()
  const dotted = plain.replace(/\s*[•・‧∙⋅･．﹒●·]\s*/g, '·')
  return /\p{Script=Han}/u.test(dotted) ? dotted.replaceAll(' ', '') : dotted
}

/** False for what cannot be a person's name: digits, punctuation, 合计 and other words of tables. */
export function isPersonName(text: string): boolean {
  const name = tidyName(text)
  if (/^(?:合计|小计|总计|共计|姓名|无|不详|未知|待定|同上|填表人|审核人|制表人)$/.test(name))
    return false
  return /^[\p{Script=Han}〇·]{2,30}$/u.test(name) || /^[\p{L}][\p{L} .'·-]{1,59}$/u.test(name)
}
