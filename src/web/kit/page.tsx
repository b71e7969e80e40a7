import { useEffect, useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon } from './Icon.tsx'

interface PageHeadProps {
  readonly title: string
  /** A short line beside the title: count, day, scope. */
  readonly note?: ReactNode
  /** Tags beside the title. */
  readonly tags?: ReactNode
  /** Buttons at the right, the primary one last. */
  readonly actions?: ReactNode
  /** Where one came from: a link before the title. */
  readonly back?: { readonly to: string; readonly title: string } | undefined
  /** A small picture before the title. */
  readonly picture?: ReactNode
  /** Stays in sight while the page scrolls. */
  readonly sticky?: boolean | undefined
}

/** The head of a page: its only h1, and the window's title. */
export function PageHead({ title, note, tags, actions, back, picture, sticky }: PageHeadProps) {
  useDocumentTitle(title)
  return (
    <header className={sticky ? 'page-head page-head-sticky' : 'page-head'}>
      <div className="page-title">
        {back && (
          <Link className="back" to={back.to}>
            <Icon name="left" />
            {back.title}
          </Link>
        )}
        {picture}
        <h1 tabIndex={-1}>{title}</h1>
        {tags}
        {note !== undefined && (
          <span className="page-note" role="status">
            {note}
          </span>
        )}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </header>
  )
}

/** Names the window after the page. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – 重阳`
  }, [title])
}

interface SectionProps {
  readonly title?: string | undefined
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Content reaches the card's edges: tables. */
  readonly flush?: boolean | undefined
  /** Beside something long: keeps its place and scrolls by itself. */
  readonly tall?: boolean | undefined
}

/** A card with a heading. */
export function Section({ title, note, actions, children, flush, tall }: SectionProps) {
  const id = useId()
  return (
    <section
      className={`card${flush ? ' card-flush' : ''}${tall ? ' card-tall' : ''}`}
      aria-labelledby={title ? id : undefined}
    >
      {(title ?? actions) && (
        <div className="card-head">
          {title && <h2 id={id}>{title}</h2>}
          {note && <span className="muted">{note}</span>}
          {actions && <div className="actions">{actions}</div>}
        </div>
      )}
      <div className="card-body">{children}</div>
    </section>
  )
}

/** A card without a heading. */
export function Card({ children }: { readonly children: ReactNode }) {
  return <div className="card card-bare">{children}</div>
}

/** A page that is one list: head, filters, grid, pager; the grid takes the height that is left. */
export function ListPage({ children }: { readonly children: ReactNode }) {
  return <div className="card list-page">{children}</div>
}

/** A row of filters or buttons that wraps. */
export function Bar({
  children,
  label,
}: {
  readonly children: ReactNode
  readonly label?: string
}) {
  return (
    <div className="bar" role={label ? 'group' : undefined} aria-label={label}>
      {children}
    </div>
  )
}

/** Cards side by side; under each other where there is no room. `2:1`, `1:1`, `side` (narrow left). */
export function Columns({
  split = '1:1',
  children,
}: {
  readonly split?: '1:1' | '2:1' | 'side' | '1:1:1'
  readonly children: ReactNode
}) {
  return (
    <div className="columns" data-split={split}>
      {children}
    </div>
  )
}

/** Parts of one column of {@link Columns}. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className="stack">{children}</div>
}

interface StatLinkProps {
  readonly label: string
  readonly value: string | number
  readonly unit?: string | undefined
  readonly note?: ReactNode
  /** The list whose count this is. */
  readonly to?: string | undefined
  readonly tone?: 'err' | 'warn' | 'ok' | undefined
}

/** A number that opens its list. */
export function StatLink({ label, value, unit, note, to, tone }: StatLinkProps) {
  const content = (
    <>
      <span className="stat-label">{label}</span>
      <span className="stat-value">
        <b data-long={String(value).length > 9 || undefined}>{value}</b>
        {unit && <small>{unit}</small>}
      </span>
      {note !== undefined && <span className="stat-note">{note}</span>}
    </>
  )
  if (!to)
    return (
      <div className="stat" data-tone={tone}>
        {content}
      </div>
    )
  return (
    <Link className="stat" to={to} data-tone={tone}>
      {content}
    </Link>
  )
}

/** A row of StatLinks. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <div className="stats">{children}</div>
}

export interface Figure {
  readonly label: string
  readonly value: string | number
  readonly unit?: string | undefined
  /** The list whose count this is. */
  readonly to?: string | undefined
}

/** Numbers in one line, where there is no room for {@link Stats}; each opens its list. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <ul className="figures">
      {figures.map(({ label, value, unit, to }) => {
        const words = (
          <>
            {label} <b>{typeof value === 'number' ? value.toLocaleString('zh-CN') : value}</b>
            {unit && ` ${unit}`}
          </>
        )
        return <li key={label}>{to ? <Link to={to}>{words}</Link> : words}</li>
      })}
    </ul>
  )
}
