import { useRef, useState } from 'react'

/** A button and what opens under it; the code of that is fetched when a hand nears the button. */
export function usePopover(preload: () => Promise<unknown>) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  return {
    open,
    setOpen,
    trigger,
    buttonProps: {
      'aria-expanded': open,
      onClick: () => setOpen(true),
      onPointerEnter: () => void preload(),
      onFocus: () => void preload(),
    },
  }
}
