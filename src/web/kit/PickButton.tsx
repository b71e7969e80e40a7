import { inputAttributes, type ControlProps, type FieldIds } from './field.tsx'
import { Icon } from './Icon.tsx'
import type { usePopover } from './usePopover.ts'

interface PickButtonProps {
  readonly field: Omit<ControlProps<unknown>, 'value' | 'onChange'>
  readonly ids: FieldIds
  readonly popover: ReturnType<typeof usePopover>
  readonly opens: 'listbox' | 'dialog'
  /** What is chosen, in words. */
  readonly chosen: string | undefined
  readonly placeholder: string
}

/** The button of a field whose choices open under it. */
export function PickButton({ field, ids, popover, opens, chosen, placeholder }: PickButtonProps) {
  const { trigger, buttonProps } = popover
  // A button cannot be required; the star and the schema say so.
  const { 'aria-required': _, ref, ...attributes } = inputAttributes(field, ids)

  return (
    <button
      {...attributes}
      {...buttonProps}
      ref={(element) => {
        trigger.current = element
        ref?.(element)
      }}
      type="button"
      className="input select-button"
      aria-haspopup={opens}
      aria-labelledby={`${ids.labelId} ${ids.id}-value`}
      data-invalid={field.error ? true : undefined}
    >
      <span
        id={`${ids.id}-value`}
        className="select-value"
        data-placeholder={chosen === undefined || undefined}
      >
        {chosen ?? placeholder}
      </span>
      <Icon name="down" size={1} />
    </button>
  )
}
