import { useContext, useId, useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { FormBusyContext, FormChangedContext } from './field.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'

interface FormSectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly columns?: 1 | 2 | 3 | undefined
  readonly children: ReactNode
}

/** A card of fields in columns. */
export function FormSection({ title, note, columns = 3, children }: FormSectionProps) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        {note && <span className="muted">{note}</span>}
      </div>
      <div className="card-body fields" data-columns={columns}>
        {children}
      </div>
    </section>
  )
}

/** Fields in columns without a card, as in dialogs. */
export function Fields({
  columns = 2,
  children,
}: {
  readonly columns?: 1 | 2 | 3
  readonly children: ReactNode
}) {
  return (
    <div className="fields" data-columns={columns}>
      {children}
    </div>
  )
}

interface SubmitBarProps {
  /** A verb: 保存, 提交. */
  readonly label: string
  readonly onCancel?: (() => void) | undefined
  readonly children?: ReactNode
  /** Stays at the foot of the window on long forms. */
  readonly sticky?: boolean | undefined
}

/** The buttons that end a form; cancelling asks first when something was typed. Must stand inside Form. */
export function SubmitBar({ label, onCancel, children, sticky }: SubmitBarProps) {
  const busy = useContext(FormBusyContext)
  const changed = useContext(FormChangedContext)
  const [asking, setAsking] = useState(false)
  return (
    <div className={sticky ? 'submit-bar submit-bar-sticky' : 'submit-bar'}>
      <Button type="submit" look="primary" busy={busy}>
        {label}
      </Button>
      {onCancel && <Button onClick={() => (changed() ? setAsking(true) : onCancel())}>取消</Button>}
      {children}
      {onCancel && <LeaveDialog open={asking} onStay={() => setAsking(false)} onLeave={onCancel} />}
    </div>
  )
}
