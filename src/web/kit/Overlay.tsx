import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useState } from 'react'
import { IconButton } from './Button.tsx'
import type { DialogProps } from './Dialog.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { hasUnsaved, UnsavedScope, type Probe } from './unsaved.ts'

/** A dialog or sheet over the page: focus stays inside, Esc closes (asking first for unsaved changes), focus returns. */
export function Overlay({
  title,
  open,
  onClose,
  children,
  className,
}: DialogProps & { readonly className: string }) {
  const [probes] = useState(() => new Set<Probe>())
  const [asking, setAsking] = useState(false)
  const close = () => (hasUnsaved(probes) ? setAsking(true) : onClose())
  return (
    <ModalOverlay
      className="overlay"
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && close()}
      isDismissable={className.startsWith('sheet')}
    >
      <Modal className={className}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label="关闭" onClick={close} />
          </header>
          <UnsavedScope.Provider value={probes}>
            <div className="dialog-body">{children}</div>
          </UnsavedScope.Provider>
          <LeaveDialog open={asking} onStay={() => setAsking(false)} onLeave={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
