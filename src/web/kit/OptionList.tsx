import type { RefObject } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import type { Option } from './choiceFields.tsx'

interface OptionListProps {
  readonly trigger: RefObject<HTMLElement | null>
  readonly labelId: string
  readonly options: readonly Option[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onClose: () => void
}

const nothing = '\u0000'

/** The list under a Select. */
export function OptionList(props: OptionListProps) {
  const { trigger, labelId, options, value, onChange, onClose } = props
  const isListed = options.some((option) => option.value === value)
  const width = { '--trigger-width': `${trigger.current?.offsetWidth ?? 0}px` }
  return (
    <Popover
      className="popover"
      triggerRef={trigger}
      isOpen
      onOpenChange={onClose}
      offset={4}
      placement="bottom start"
      style={width as object}
      aria-labelledby={labelId}
    >
      <ListBox
        className="listbox"
        aria-labelledby={labelId}
        autoFocus={isListed ? true : 'first'}
        selectionMode="single"
        selectedKeys={isListed ? [value || nothing] : []}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : keys
          if (key !== undefined) onChange(key === nothing ? '' : String(key))
          onClose()
        }}
      >
        {options.map((option) => (
          <ListBoxItem
            key={option.value}
            id={option.value || nothing}
            className={option.value ? 'option' : 'option option-none'}
            textValue={option.label}
            isDisabled={option.disabled ?? false}
          >
            {option.label}
            {option.note && <small>{option.note}</small>}
          </ListBoxItem>
        ))}
      </ListBox>
    </Popover>
  )
}
