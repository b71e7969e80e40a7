import { lazy, Suspense } from 'react'
import type { Option } from './choiceFields.tsx'
import { bindable, FieldFrame, useFieldIds, type ControlProps } from './field.tsx'
import { PickButton } from './PickButton.tsx'
import { usePopover } from './usePopover.ts'

interface SelectProps extends ControlProps<string> {
  readonly options: readonly Option[]
  /** Words for nothing chosen; also the entry that clears, unless required. */
  readonly placeholder?: string | undefined
}

const load = () => import('./OptionList.tsx')
const OptionList = lazy(async () => ({ default: (await load()).OptionList }))

function ControlledSelect(props: SelectProps) {
  const ids = useFieldIds(props)
  const popover = usePopover(load)
  const { placeholder = '请选择', value, options, required } = props
  return (
    <FieldFrame field={props} ids={ids}>
      <PickButton
        field={props}
        ids={ids}
        popover={popover}
        opens="listbox"
        chosen={options.find((option) => option.value === value)?.label}
        placeholder={placeholder}
      />
      {popover.open && (
        <Suspense>
          <OptionList
            trigger={popover.trigger}
            labelId={ids.labelId}
            options={required ? options : [{ value: '', label: placeholder }, ...options]}
            value={value ?? ''}
            onChange={props.onChange}
            onClose={() => popover.setOpen(false)}
          />
        </Suspense>
      )}
    </FieldFrame>
  )
}

/** One of a list. Empty text is nothing chosen. */
export const Select = bindable<string, SelectProps>(ControlledSelect)
