import { Button as AriaButton } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import type { Option } from './choiceFields.tsx'
import { bindable, FieldFrame, useFieldIds, type ControlProps } from './field.tsx'
import { Icon } from './Icon.tsx'

interface SelectProps extends ControlProps<string> {
  readonly options: readonly Option[]
  /** Words for nothing chosen; also the entry that clears, unless required. */
  readonly placeholder?: string | undefined
}

const nothing = '\u0000'

function ControlledSelect(props: SelectProps) {
  const ids = useFieldIds(props)
  const { placeholder = '请选择', value, options, required } = props
  return (
    <FieldFrame field={props} ids={ids}>
      <AriaSelect
        className="select"
        aria-labelledby={ids.labelId}
        selectedKey={value || null}
        placeholder={placeholder}
        isDisabled={props.disabled ?? false}
        isInvalid={Boolean(props.error)}
        onSelectionChange={(key) => props.onChange(key === nothing ? '' : String(key ?? ''))}
      >
        <AriaButton
          id={ids.id}
          ref={props.inputRef ?? null}
          className="input select-button"
          {...(ids.describedBy ? { 'aria-describedby': ids.describedBy } : {})}
          {...(props.onBlur ? { onBlur: props.onBlur } : {})}
          data-invalid={props.error ? true : undefined}
        >
          <SelectValue className="select-value" />
          <Icon name="down" size={1} />
        </AriaButton>
        <Popover className="popover" offset={4}>
          <ListBox className="listbox">
            {!required && (
              <ListBoxItem id={nothing} className="option option-none" textValue={placeholder}>
                {placeholder}
              </ListBoxItem>
            )}
            {options.map((option) => (
              <ListBoxItem
                key={option.value}
                id={option.value}
                className="option"
                textValue={option.label}
                isDisabled={option.disabled ?? false}
              >
                {option.label}
                {option.note && <small>{option.note}</small>}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </AriaSelect>
    </FieldFrame>
  )
}

/** One of a list. Empty text is nothing chosen. */
export const Select = bindable<string, SelectProps>(ControlledSelect)
