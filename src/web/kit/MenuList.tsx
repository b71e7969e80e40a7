import type { RefObject } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { MenuEntry } from './MenuButton.tsx'

interface MenuListProps {
  readonly trigger: RefObject<HTMLElement | null>
  readonly labelId: string
  readonly entries: readonly MenuEntry[]
  readonly onClose: () => void
}

/** The entries under a MenuButton. */
export function MenuList({ trigger, labelId, entries, onClose }: MenuListProps) {
  return (
    <Popover
      className="popover"
      aria-labelledby={labelId}
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
      offset={4}
      placement="bottom end"
    >
      <Menu
        className="listbox"
        aria-labelledby={labelId}
        autoFocus="first"
        onAction={(key) => {
          onClose()
          entries.find(({ id }) => id === String(key))?.onPress()
        }}
      >
        {entries.map(({ id, title }) => (
          <MenuItem key={id} id={id} className="option">
            {title}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  )
}
