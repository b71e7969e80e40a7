import { lazy, Suspense, useId } from 'react'
import { Icon } from './Icon.tsx'
import { usePopover } from './usePopover.ts'

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
  /** In a row: three dots in place of the words. */
  readonly small?: boolean | undefined
  readonly entries: readonly MenuEntry[]
}

const load = () => import('./MenuList.tsx')
const MenuList = lazy(async () => ({ default: (await load()).MenuList }))

/** Further things that may be done, under one button. Draws nothing without entries. */
export function MenuButton({ label, name, small, entries }: MenuButtonProps) {
  const id = useId()
  const { open, setOpen, trigger, buttonProps } = usePopover(load)
  if (entries.length === 0) return null
  return (
    <>
      <button
        {...buttonProps}
        ref={trigger}
        id={id}
        type="button"
        className={small ? 'icon-button' : 'btn btn-plain'}
        aria-haspopup="menu"
        aria-label={name ?? (small ? label : undefined)}
        title={small ? label : undefined}
      >
        {small ? (
          <Icon name="more" />
        ) : (
          <>
            <span>{label}</span>
            <Icon name="down" size={0.9} />
          </>
        )}
      </button>
      {open && (
        <Suspense>
          <MenuList
            trigger={trigger}
            labelId={id}
            entries={entries}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
