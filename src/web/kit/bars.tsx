import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface SelectionBarProps {
  readonly count: number
  /** Counting word and noun: 人, 条记录. */
  readonly noun: string
  readonly onClear: () => void
  /** What may be done with all chosen. */
  readonly children: ReactNode
}

/** Appears when rows are chosen: how many, and what may be done with them. */
export function SelectionBar({ count, noun, onClear, children }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <div className="selection-bar" role="region" aria-label="已选内容">
      <b role="status">
        已选 {count} {noun}
      </b>
      {children}
      <Button small look="link" onClick={onClear}>
        取消选择
      </Button>
    </div>
  )
}

interface ConfirmBarProps {
  /** What waits for a decision. */
  readonly children: ReactNode
  readonly action: string
  readonly onConfirm: () => void
  readonly onCancel?: (() => void) | undefined
  readonly cancel?: string | undefined
  readonly busy?: boolean | undefined
  readonly disabled?: boolean | undefined
}

/** A decision at the foot of a page that stays in sight. */
export function ConfirmBar(props: ConfirmBarProps) {
  return (
    <div className="confirm-bar" role="region" aria-label="确认">
      <div className="confirm-words">{props.children}</div>
      {props.onCancel && <Button onClick={props.onCancel}>{props.cancel ?? '返回'}</Button>}
      <Button look="primary" busy={props.busy} disabled={props.disabled} onClick={props.onConfirm}>
        {props.action}
      </Button>
    </div>
  )
}

interface NoticeProps {
  readonly tone?: 'info' | 'ok' | 'warn' | 'err' | undefined
  readonly children: ReactNode
  readonly actions?: ReactNode
}

const signs = { info: 'info', ok: 'check', warn: 'warn', err: 'warn' } as const

/** A line that must be read: what is so, and what to do. */
export function Notice({ tone = 'info', children, actions }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'err' ? 'alert' : 'status'}>
      <Icon name={signs[tone]} />
      <div className="notice-words">{children}</div>
      {actions && <span className="actions">{actions}</span>}
    </div>
  )
}
