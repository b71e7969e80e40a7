import type { ReactNode } from 'react'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
  /** Takes a whole line. */
  readonly wide?: boolean | undefined
}

interface KeyValueProps {
  readonly facts: readonly Fact[]
  readonly columns?: 1 | 2 | 3 | undefined
}

/** Names and values; an absent value shows a dash. */
export function KeyValue({ facts, columns = 1 }: KeyValueProps) {
  return (
    <dl className="facts" data-columns={columns}>
      {facts.map(({ label, value, wide }) => (
        <div key={label} className="fact" data-wide={wide || undefined}>
          <dt>{label}</dt>
          <dd>{isBlank(value) ? <span className="muted">—</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}

export interface TimelineItem {
  readonly id: string | number
  readonly on: string
  readonly title: ReactNode
  readonly tag?: ReactNode
  /** Who did it, from where. */
  readonly by?: ReactNode
  readonly children?: ReactNode
  readonly tone?: 'plain' | 'ok' | 'warn' | 'err' | undefined
}

/** What happened, newest first. */
export function Timeline({ items }: { readonly items: readonly TimelineItem[] }) {
  return (
    <ol className="timeline">
      {items.map(({ id, on, title, tag, by, children, tone }) => (
        <li key={id} data-tone={tone}>
          <div className="timeline-head">
            <time dateTime={on}>{on}</time>
            <b>{title}</b>
            {tag}
            {by && <span className="muted">{by}</span>}
          </div>
          {children && <div className="timeline-body">{children}</div>}
        </li>
      ))}
    </ol>
  )
}

export interface Step {
  readonly title: string
  readonly state: 'done' | 'now' | 'next'
}

const stepWords = { done: '已完成', now: '现在', next: '未开始' }

/** Where one is in a task of several steps. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ title, state }, index) => (
        <li key={title} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="step-mark" aria-hidden="true">
            {state === 'done' ? '✓' : index + 1}
          </span>
          {title}
          <span className="hidden">（{stepWords[state]}）</span>
        </li>
      ))}
    </ol>
  )
}

interface ProgressBarProps {
  readonly label: string
  /** 0 to 1; absent while unknown. */
  readonly share?: number | undefined
  readonly note?: ReactNode
}

/** How far a long job has come. */
export function ProgressBar({ label, share, note }: ProgressBarProps) {
  const percent =
    share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span className="muted">{note ?? (percent === undefined ? '' : `${percent}%`)}</span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span
          data-unknown={percent === undefined || undefined}
          style={{ width: `${percent ?? 30}%` }}
        />
      </div>
    </div>
  )
}

interface BarRowProps {
  readonly label: ReactNode
  readonly part: number
  readonly whole: number
  /** After the numbers. */
  readonly note?: ReactNode
  readonly tone?: 'ok' | 'warn' | 'err' | undefined
}

/** One line of a bar chart with its numbers in words: 21/37 · 57%. */
export function BarRow({ label, part, whole, note, tone }: BarRowProps) {
  const percent = whole > 0 ? (part / whole) * 100 : 0
  return (
    <div className="bar-row">
      <span className="bar-label">{label}</span>
      <span className="bar-track" aria-hidden="true">
        <span data-tone={tone} style={{ width: `${percent}%` }} />
      </span>
      <span className="bar-numbers">
        {part.toLocaleString('zh-CN')}/{whole.toLocaleString('zh-CN')}
        <b>{whole > 0 ? `${Math.floor(percent)}%` : '—'}</b>
      </span>
      {note && <span className="bar-note">{note}</span>}
    </div>
  )
}

function isBlank(value: ReactNode): boolean {
  return value === undefined || value === null || value === ''
}
