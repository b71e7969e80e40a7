import { Link } from 'react-router'

/** 3,397 */
export function count(value: number): string {
  return value.toLocaleString('zh-CN')
}

/** 7.12%: two decimals, as the yearly report has them; a dash where there is nothing to divide by. */
export function percent(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(2)}%`
}

interface FigureProps {
  readonly value: number
  /** What is counted, for who cannot see the table: 2026 年新退休. */
  readonly name: string
  readonly to: string
}

/** A figure that opens the people behind it; nought opens nothing. */
export function Figure({ value, name, to }: FigureProps) {
  if (value === 0) return <span className="muted">0</span>
  return (
    <Link to={to} className="figure" aria-label={`${name} ${count(value)} 人`}>
      {count(value)}
    </Link>
  )
}
