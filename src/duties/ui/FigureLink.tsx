import { Link } from 'react-router'

interface FigureLinkProps {
  readonly value: number
  /** What is counted, for who cannot see the table. */
  readonly name: string
  readonly to: string
  readonly bad?: boolean
}

/** A figure that opens the names behind it; nought opens nothing. */
export function FigureLink({ value, name, to, bad = false }: FigureLinkProps) {
  if (value === 0) return <span className="muted">0</span>
  const text = value.toLocaleString('zh-CN')
  return (
    <Link
      to={to}
      className={bad ? 'figure figure-err' : 'figure'}
      aria-label={`${name} ${text} 件`}
    >
      {text}
    </Link>
  )
}
