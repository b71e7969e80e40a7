/** What one imported file may cost; a caller may narrow or widen any of them. */
export interface ImportLimits {
  /** Size of the file as it arrives, in bytes. */
  readonly fileBytes: number
  /** Size of everything in a zipped workbook once unpacked, in bytes. */
  readonly unpackedBytes: number
  /** Parts in a zipped workbook. */
  readonly entries: number
  /** Unpacked size over packed size of one large part. */
  readonly ratio: number
  /** Columns with content in one sheet. */
  readonly columns: number
  /** Rows with people in the whole file. */
  readonly rows: number
  /** Rows without content that follow each other. */
  readonly blankRows: number
  /** Sheets in one workbook. */
  readonly sheets: number
}

export const defaultLimits: ImportLimits = {
  fileBytes: 64 * 1024 * 1024,
  unpackedBytes: 320 * 1024 * 1024,
  entries: 5_000,
  ratio: 200,
  columns: 200,
  rows: 300_000,
  blankRows: 50_000,
  sheets: 500,
}
