import { pinyin } from 'pinyin-pro'

export { isPersonName, tidyName } from './name.ts'

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
