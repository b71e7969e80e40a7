import { useEffect, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { cellText, type Column } from './column.ts'
import { useMedia } from './useMedia.ts'

interface PrintTableProps<Row> {
  readonly title: string
  readonly note?: string | undefined
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Printed under the table, as signatures. */
  readonly footer?: ReactNode
}

/** The printed twin of a grid: a real table whose head repeats on every page. Drawn only for print. */
export function PrintTable<Row>({
  title,
  note,
  columns,
  rows,
  rowKey,
  footer,
}: PrintTableProps<Row>) {
  const printing = usePrinting()
  if (!printing) return null
  const printed = columns.filter(({ screenOnly }) => !screenOnly)
  return (
    <div className="print-only">
      <h1>{title}</h1>
      {note && <p>{note}</p>}
      <table className="print-table">
        <thead>
          <tr>
            {printed.map(({ key, title: heading }) => (
              <th key={key} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {printed.map((column) => (
                <td key={column.key}>{cellText(column, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {footer}
    </div>
  )
}

/** True while the page is being printed. */
function usePrinting(): boolean {
  const media = useMedia('print')
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    const before = () => flushSync(() => setAsked(true))
    const after = () => setAsked(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return media || asked
}
