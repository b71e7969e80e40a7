/** A number as people write it: full-width digits and separators allowed; undefined if it is none. */
export function parseNumber(text: string, decimals: number): number | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  const pattern = decimals > 0 ? new RegExp(`^-?\\d+(\\.\\d{1,${decimals}})?$`) : /^-?\d+$/
  return pattern.test(plain) ? Number(plain) : undefined
}

/** 元 as text → integer 分; undefined if it is no amount with at most two decimals. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text.normalize('NFKC').replace(/[,\s元¥]/g, ''))
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Integer 分 → 元 as text with two decimals and no separators, fit to be edited. */
export function yuanText(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
