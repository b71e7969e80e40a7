import { useState, type ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { sentenceOf } from '../api.ts'
import { Button, IconButton } from './Button.tsx'

interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean | undefined
}

/** A window over the page; Esc closes it and focus returns to where it was. */
export function Dialog(props: DialogProps) {
  return <Overlay {...props} className={props.wide ? 'modal modal-wide' : 'modal'} />
}

/** A sheet from the right, for details beside the list. */
export function SideSheet(props: DialogProps) {
  return <Overlay {...props} className={props.wide ? 'sheet sheet-wide' : 'sheet'} />
}

function Overlay({
  title,
  open,
  onClose,
  children,
  className,
}: DialogProps & { readonly className: string }) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable={className.startsWith('sheet')}
    >
      <Modal className={className}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label="关闭" onClick={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
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
