import { useRef, useState, type KeyboardEvent } from 'react'

const opening = ['ArrowDown', 'ArrowUp', 'Enter', ' ']

/** A button and what opens under it; the code of that is fetched when a hand nears the button. */
export function usePopover(preload: () => Promise<unknown>) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)

  function openByKey(event: KeyboardEvent) {
    if (!opening.includes(event.key) || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setOpen(true)
  }

  return {
    open,
    setOpen,
    trigger,
    buttonProps: {
      'aria-expanded': open,
      onClick: () => setOpen(true),
      onKeyDown: openByKey,
      onPointerEnter: () => void preload(),
      onFocus: () => void preload(),
    },
  }
}
