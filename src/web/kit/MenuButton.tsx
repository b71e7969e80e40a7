import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Icon } from './Icon.tsx'

export interface MenuEntry {
  readonly id: string
  readonly title: string
  readonly onPress: () => void
}

interface MenuButtonProps {
  /** Words on the button: 更多. */
  readonly label: string
  /** What the button is of, where several stand in a list. */
  readonly name?: string | undefined
  readonly small?: boolean | undefined
  readonly entries: readonly MenuEntry[]
}

/** Further things that may be done, under one button. Draws nothing without entries. */
export function MenuButton({ label, name, small, entries }: MenuButtonProps) {
  if (entries.length === 0) return null
  return (
    <MenuTrigger>
      <AriaButton
        className={small ? 'btn btn-quiet btn-small' : 'btn btn-plain'}
        {...(name && { 'aria-label': name })}
      >
        <span>{label}</span>
        <Icon name="down" size={0.9} />
      </AriaButton>
      <Popover className="popover" offset={4} placement="bottom end">
        <Menu
          className="listbox"
          onAction={(key) => entries.find(({ id }) => id === String(key))?.onPress()}
        >
          {entries.map(({ id, title }) => (
            <MenuItem key={id} id={id} className="option">
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
