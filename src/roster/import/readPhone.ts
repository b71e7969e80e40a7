import { readPhones, type Phone } from '../phone.ts'
import type { Cell } from './cell.ts'
import { fault, saysNothing, type Reading } from './issue.ts'

const owners =
  /(本人|配偶|老伴|爱人|妻子?|丈夫|儿子?|女儿?|儿媳|女婿|孙子|孙女|子女|家属|保姆|长子|次子|长女|次女|大儿|小儿|家|宅|办|手机|座机|电话)/

/** Every telephone number of a cell; owners written without brackets (女儿139…) are kept too. */
export function readPhoneCell(cell: Cell): Reading<readonly Phone[]> {
  const text = written(cell)
  if (saysNothing(text) || /^(无电话|无手机|没有电话|没手机|停机|空号)$/.test(text)) return {}
  const phones = readPhones(text) ?? readPhones(bracketed(text)) ?? inPairs(text)
  return phones ? { value: phones } : fault('PHONE_INVALID', messageFor(text))
}

function written(cell: Cell): string {
  const text = cell.number === undefined ? cell.text : String(cell.number)
  return text.normalize('NFKC').replace(/^['’]/, '').trim()
}

/** 女儿13812345678 and 13812345678女儿 with the owner in brackets behind the number. */
function bracketed(text: string): string {
  return text
    .split(/[,、;/|\n\r]|或|和/)
    .map((part) => {
      const owner = owners.exec(part.replace(/[()\d]/g, ''))?.[1]
      const bare = part.replace(/[\p{Script=Han}:()]/gu, '')
      return owner && /\d{7}/.test(bare.replace(/\D/g, '')) ? `${bare}(${owner})` : part
    })
    .join('、')
}

/** Two mobile numbers with nothing but spaces between them, or written in one run. */
function inPairs(text: string): Phone[] | undefined {
  const digits = text.replace(/[\s-]/g, '')
  return /^1\d{10}1\d{10}$/.test(digits)
    ? readPhones(`${digits.slice(0, 11)}、${digits.slice(11)}`)
    : undefined
}

function messageFor(text: string): string {
  const digits = text.replace(/\D/g, '').length
  if (/^[\d\s\-()]+$/.test(text)) return `电话号码有 ${digits} 位，位数不对，请核对`
  return '不是电话号码，请核对；多个号码请用顿号隔开'
}
