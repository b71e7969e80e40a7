import { commonWords } from './commonWords.ts'

/** Fewer characters than this beside a common word leave it as easy to guess as before. */
const needed = 6
const fewestDifferent = 5

/**
 * Whether a password is one that guessing programs try first: common words, keyboard rows, runs, dates
 * and repetitions, also with the usual letters for signs (p@ssw0rd), endings (123, 2026, !) and doublings.
 */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  if (new Set(plain).size < fewestDifferent) return true
  return spellings(plain).some((text) => weightOf(text, commonWords) < needed)
}

/** Whether hardly anything is left of a password without these words, which others know. */
export function madeOf(password: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.toLowerCase()).filter((word) => [...word].length > 1)
  const plain = password.toLowerCase()
  return (
    known.some((word) => plain.includes(word)) &&
    weightOf(plain, [...known, ...commonWords]) < needed
  )
}

/** Characters that a guesser would have to guess: what is left without words, runs, repetitions, years. */
function weightOf(text: string, words: readonly string[]): number {
  const once = text.replace(/(.{2,}?)\1+/gu, '$1').replace(/(.)\1{2,}/gu, '$1')
  const without = [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ' '), once)
  const bare = without.replace(/(19|20)\d\d/g, ' ').replace(/[\s!@#$%^&*._\-+=?~,;:]+/g, ' ')
  return [...withoutRuns(bare)].filter((letter) => letter !== ' ').length
}

/** Leaves one letter of every run of neighbours, forward or back: 6789, fedc, on keyboards qwert, asdf. */
function withoutRuns(text: string): string {
  const letters = [...text]
  return letters
    .filter((letter, index) => index < 2 || !follow(letters[index - 2], letters[index - 1], letter))
    .join('')
}

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm']

function follow(first = '', second = '', third = ''): boolean {
  const step = second.charCodeAt(0) - first.charCodeAt(0)
  const same = third.charCodeAt(0) - second.charCodeAt(0) === step && Math.abs(step) <= 1
  const three = first + second + third
  const back = third + second + first
  return same || rows.some((row) => row.includes(three) || row.includes(back))
}

const signs: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** As written, and with signs and digits read as the letters they stand for. */
function spellings(text: string): string[] {
  const letters = [...text].map((letter) => signs[letter] ?? letter).join('')
  return [text, letters, letters.replaceAll('i', 'l')]
}
