import { lazy, Suspense, useState, type ReactNode } from 'react'
import { sentenceOf } from '../api.ts'
import { Button } from './Button.tsx'

const Overlay = lazy(async () => ({ default: (await import('./Overlay.tsx')).Overlay }))

export interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean | undefined
}

/** A window over the page; Esc closes it and focus returns to where it was. */
export function Dialog(props: DialogProps) {
  return <Layer dialog={props} kind="modal" />
}

/** A sheet from the right, for details beside the list. */
export function SideSheet(props: DialogProps) {
  return <Layer dialog={props} kind="sheet" />
}

interface LayerProps {
  readonly dialog: DialogProps
  readonly kind: 'modal' | 'sheet'
}

/** The code of a dialog is fetched when the first one opens. */
function Layer({ dialog, kind }: LayerProps) {
  if (!dialog.open) return null
  return (
    <Suspense>
      <Overlay {...dialog} className={dialog.wide ? `${kind} ${kind}-wide` : kind} />
    </Suspense>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  /** What will happen, in a sentence. */
  readonly children: ReactNode
  /** The verb on the button. */
  readonly action: string
  readonly danger?: boolean | undefined
  readonly onConfirm: () => Promise<unknown> | void
}

/** Asks before what matters; stays open with the reason if it is refused. */
export function ConfirmDialog({ children, action, danger, onConfirm, ...rest }: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function confirm() {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      rest.onClose()
    } catch (reason) {
      setError(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog {...rest}>
      <div className="stack">
        <div className="stack">{children}</div>
        {error !== undefined && (
          <p className="field-error" role="alert">
            {sentenceOf(error)}
          </p>
        )}
        <div className="submit-bar">
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
          <Button onClick={rest.onClose}>取消</Button>
        </div>
      </div>
    </Dialog>
  )
}
