import { useContext, useEffect, type ComponentType } from 'react'
import { useController } from 'react-hook-form'
import { fieldId, FormLinkContext, type BoundFieldProps } from './field.tsx'

/** A field whose value, change and error are those of the form around it. */
export function BoundField({ control, field }: BoundFieldProps) {
  const link = useContext(FormLinkContext)
  const { name, label } = field
  const { field: bound, fieldState } = useController(
    link ? { name, control: link.control } : { name },
  )
  useEffect(() => link?.register(name, label), [link, name, label])
  const Control = control as unknown as ComponentType<Record<string, unknown>>
  return (
    <Control
      {...field}
      id={link && fieldId(link.prefix, name)}
      value={bound.value}
      onChange={bound.onChange}
      onBlur={bound.onBlur}
      inputRef={bound.ref}
      error={fieldState.error?.message}
    />
  )
}
