/** Money is a whole number of 分 everywhere; these functions stand between it and what people read. */

const amount = /^([+-]?)[¥￥]?((?:\d{1,3}(?:,\d{3})+)|\d+)(?:\.(\d{1,2})0*)?(元|万元|块)?整?$/

/** 684200 → 6,842.00 */
export function formatFen(fen: number): string {
  const [yuan, rest] = [Math.floor(Math.abs(fen) / 100), Math.abs(fen) % 100]
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${grouped}.${String(rest).padStart(2, '0')}`
}

/** 分 from "6,842.00", "6842元", "¥6842.5", "0.68万元"; undefined when it is no exact amount. */
export function parseFen(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const inTenThousands = tenThousands(plain)
  if (inTenThousands !== undefined) return inTenThousands
  const [, sign, yuan, decimals, unit] = amount.exec(plain) ?? []
  if (!yuan || unit === '万元') return undefined
  const fen = Number(yuan.replaceAll(',', '')) * 100 + Number((decimals ?? '').padEnd(2, '0'))
  if (!Number.isSafeInteger(fen)) return undefined
  return sign === '-' && fen !== 0 ? -fen : fen
}

function tenThousands(plain: string): number | undefined {
  const [, whole, decimals] = /^(\d{1,9})(?:\.(\d{1,6}))?万元?$/.exec(plain) ?? []
  return whole ? Number(whole) * 1_000_000 + Number((decimals ?? '').padEnd(6, '0')) : undefined
}

/**
 * `fen` × numerator ÷ denominator, rounded half away from zero to whole 分 without any floating
 * point: applyRate(432100, 5, 1000) is 2161 (0.5 % of 4,321.00 is 21.605).
 */
export function applyRate(fen: number, numerator: number, denominator: number): number {
  return divideHalfUp(BigInt(fen) * BigInt(numerator), BigInt(denominator))
}

/** Rounded half away from zero to a multiple of `unit` 分, e.g. 10 for 角. */
export function roundTo(fen: number, unit: number): number {
  return divideHalfUp(BigInt(fen), BigInt(unit)) * unit
}

function divideHalfUp(dividend: bigint, divisor: bigint): number {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = Number((size * 2n + divisor) / (divisor * 2n))
  return dividend < 0n && rounded !== 0 ? -rounded : rounded
}

const capitals = '零壹贰叁肆伍陆柒捌玖'

/**
 * 大写金额 of an amount in 分: 6060000 → 陆万零陆佰元整. 整 follows 元 and 角, never 分, as
 * 《支付结算办法》附件一《正确填写票据和结算凭证的基本规定》四 permits.
 */
export function capitalsOf(fen: number): string {
  const size = Math.abs(fen)
  const [yuan, jiao, cent] = [Math.floor(size / 100), Math.floor(size / 10) % 10, size % 10]
  const whole = yuan ? `${wholeInCapitals(yuan)}元` : ''
  return (fen < 0 ? '负' : '') + whole + fractionInCapitals(yuan, jiao, cent)
}

function fractionInCapitals(yuan: number, jiao: number, cent: number): string {
  if (!jiao && !cent) return yuan ? '整' : '零元整'
  if (!cent) return `${capitals[jiao]}角整`
  if (!jiao) return `${yuan ? '零' : ''}${capitals[cent]}分`
  return `${capitals[jiao]}角${capitals[cent]}分`
}

function wholeInCapitals(yuan: number): string {
  let written = ''
  let gap = false
  for (const [index, size] of [1e12, 1e8, 1e4, 1].entries()) {
    const section = Math.floor(yuan / size) % 10_000
    if (!section) gap = written !== ''
    else {
      written += (written && (gap || section < 1000) ? '零' : '') + sectionInCapitals(section)
      written += ['万亿', '亿', '万', ''][index]
      gap = false
    }
  }
  return written.replace(/万亿(.*亿)/, '万$1')
}

function sectionInCapitals(section: number): string {
  let written = ''
  let gap = false
  for (const [size, unit] of [
    [1000, '仟'],
    [100, '佰'],
    [10, '拾'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(section / size) % 10
    if (digit) written += (gap && written ? '零' : '') + capitals[digit] + unit
    gap = !digit
  }
  return written
}
