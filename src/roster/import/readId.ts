import { hasKnownRegion, readCitizenId } from '../citizenId.ts'
import { squeezed, type Cell } from './cell.ts'
import { fault, saysNothing, type Reading } from './issue.ts'

const passport = /^(?:[EGDPSK][A-Z]?\d{7,8}|[HM]\d{8}(?:\d{2})?)$/

export interface IdReading extends Reading<string> {
  /** Set when the number can be relied on to tell birth and sex. */
  readonly sound?: boolean
  readonly isPassport?: boolean
}

const roundedMessage =
  '身份证号被电子表格四舍五入了，后几位已经丢失，请把该列设为“文本”后按原件重新输入'

/**
 * An identity number (GB 11643-1999). A numeric cell holds only 15 digits: what a spreadsheet has
 * rounded is lost, and said so. Numbers of 15 digits are converted.
 */
export function readId(cell: Cell): IdReading {
  const text = squeezed(cell.text).replace(/^['‘’"“”`]+|['‘’"“”`]+$/g, '')
  if (isRounded(cell, text)) return fault('ID_PRECISION_LOST', roundedMessage)
  if (saysNothing(text) || /^(不详|未知|待补|待查|未填|缺|没有)$/.test(text))
    return fault('ID_MISSING', '没有身份证号，请补上')
  if (passport.test(text.toUpperCase())) return { value: text.toUpperCase(), isPassport: true }
  const tidy = text.replace(/[xХх×✕＊*]$/i, 'X').replace(/[-–—.·_]/g, '')
  const { number, converted, problem: wrong } = readCitizenId(tidy)
  switch (wrong) {
    case 'length':
      return fault('ID_LENGTH', lengthMessage(number))
    case 'birth':
      if (converted) return fault('ID_LENGTH', `身份证号只有 15 位，应为 18 位，请按原件核对`)
      return fault('ID_CHECKSUM', '身份证号里的出生日期不存在，请按原件核对')
    case 'checksum':
      return fault('ID_CHECKSUM', '身份证号校验位不对，有数字录错，请按原件核对')
    case undefined:
      return { value: number, sound: true, ...regionFault(number) }
  }
}

function isRounded(cell: Cell, text: string): boolean {
  if (cell.number !== undefined && Math.abs(cell.number) >= 1e15) return true
  return /^\d(?:\.\d+)?E\+?1[4-9]$/i.test(text)
}

function lengthMessage(number: string): string {
  if (/^[\dX]+$/i.test(number)) return `身份证号有 ${number.length} 位，应为 18 位，请按原件核对`
  return '身份证号应为 18 位数字（末位可以是 X），请按原件核对'
}

function regionFault(number: string): Reading<string> {
  if (hasKnownRegion(number)) return {}
  return fault('ID_REGION', `身份证号开头 ${number.slice(0, 2)} 不是省级代码，请核对`)
}
