import { commonWords } from './commonWords.ts'

/** Fewer characters than this beside a common word leave it as easy to guess as before. */
const needed = 6
const fewestDifferent = 5

/**
 * Whether a password is one that guessing programs try first: common words, keyboard rows, runs, dates
 * and repetitions, also with the usual signs for letters (p@ssw0rd), endings (123, 2026, !) and doublings.
 */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  return new Set(plain).size < fewestDifferent || weightOf(plain, words) < needed
}

/** Whether hardly anything is left of a password without these words, which others know. */
export function madeOf(password: string, known: readonly string[]): boolean {
  const lower = known.map((word) => word.toLowerCase()).filter((word) => [...word].length > 1)
  const plain = password.toLowerCase()
  return (
    lower.some((word) => plain.includes(word)) && weightOf(plain, [...lower, ...words]) < needed
  )
}

/** How many characters a guesser would have to guess: what is left without words, runs, repetitions, years. */
function weightOf(text: string, known: readonly string[]): number {
  const read = [...spellings(text), ...spellings(without(text, known))]
  return Math.min(...read.map((spelt) => lengthOf(once(without(spelt, known)))))
}

function without(text: string, known: readonly string[]): string {
  const rest = known.reduce((left, word) => left.replaceAll(word, ' '), text)
  return rest.replace(/(19|20)\d\d/g, ' ')
}

function once(text: string): string {
  return withoutRuns(text.replace(/(.{2,}?)\1+/gu, '$1').replace(/(.)\1+/gu, '$1'))
}

function lengthOf(text: string): number {
  return [...text.replace(/[\s!@#$%^&*._\-+=?~,;:]/g, '')].length
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
  const letters = lettersOf(text)
  return [text, letters, letters.replaceAll('i', 'l')]
}

function lettersOf(text: string): string {
  return [...text].map((letter) => signs[letter] ?? letter).join('')
}

/** Longest first, so that a word is not hidden by a shorter one inside it. */
const words = [...new Set([...commonWords, ...commonWords.map(lettersOf)])].sort(
  (a, b) => b.length - a.length,
)
