/** The content type of an .xlsx file. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * `text` stays text whatever it looks like (identity numbers, phones, codes); `number` is a number;
 * `date` is `YYYY-MM-DD`, and a partial date stays text; `money` is whole fen, shown in yuan.
 */
export type ColumnType = 'text' | 'number' | 'date' | 'money'

export type Cell = string | number | null | undefined

export interface ListColumn {
  title: string
  /** In characters of Latin width; a Chinese character takes two. */
  width: number
  type: ColumnType
}

/** What stands around the rows of a list. */
export interface ListFrame {
  title: string
  notes?: readonly string[]
  columns: readonly ListColumn[]
  /** Lines below the last row. */
  footer?: readonly string[]
  /** A line at the top of every printed page. */
  pageHeader?: string
}

export interface List extends ListFrame {
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
}

const opensFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n\0]/u
const unprintable = /(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu

/** The text without what no file format carries: control characters, halves of characters, CR. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unprintable, '').toWellFormed()
}

/**
 * Text that no spreadsheet program takes for a formula: OWASP ASVS 5.0 V1.2.10, and with it the
 * full-width, small and mathematical signs and any blanks or invisible characters before a sign.
 */
export function guardFormula(text: string): string {
  return opensFormula.test(text) ? `'${plainText(text)}` : plainText(text)
}

/** Fen as yuan with two decimals, without floating point: 123456 → `1234.56`. */
export function yuanText(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`money must be whole fen: ${fen}`)
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
