import type { ReactNode } from 'react'
import { sentenceOf } from '../api.ts'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface EmptyProps {
  readonly title: string
  /** What one can do now. */
  readonly children?: ReactNode
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="state" role="status">
      <svg className="state-art" viewBox="0 0 72 48" aria-hidden="true" focusable="false">
        <path d="M10 30 18 12h36l8 18v10a4 4 0 0 1-4 4H14a4 4 0 0 1-4-4z" />
        <path d="M10 30h15c1 5 5 8 11 8s10-3 11-8h15" />
      </svg>
      <p className="state-title">{title}</p>
      {children && <div className="state-more">{children}</div>}
    </div>
  )
}

interface ErrorBoxProps {
  readonly error: unknown
  readonly onRetry?: (() => void) | undefined
}

/** What went wrong in a sentence, and a way on. */
export function ErrorBox({ error, onRetry }: ErrorBoxProps) {
  return (
    <div className="state state-error" role="alert">
      <Icon name="warn" size={1.6} />
      <p className="state-title">{sentenceOf(error)}</p>
      {onRetry && <Button onClick={onRetry}>重新加载</Button>}
    </div>
  )
}

/** Grey bars in the place of text on its way. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="hidden">正在加载…</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="bone" style={{ width: `${92 - ((line * 23) % 48)}%` }} />
      ))}
    </div>
  )
}

/** Grey rows in the place of a table on its way. */
export function SkeletonRows({ rows = 12 }: { readonly rows?: number }) {
  return (
    <div className="skeleton skeleton-rows" role="status">
      <span className="hidden">正在加载…</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="bone" />
      ))}
    </div>
  )
}

interface QueryLike<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

interface LoadedProps<T> {
  readonly of: QueryLike<T>
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}

/** The three states of anything read: on its way, failed, there. */
export function Loaded<T>({ of: query, lines = 4, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorBox error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton lines={lines} />
}
