import { useEffect, useState } from 'react'
import { isPartialDate, parsePartialDate } from '#src/kernel/day.ts'
import { bindable, FieldFrame, inputAttributes, useFieldIds, type ControlProps } from './field.tsx'

interface DateProps extends ControlProps<string> {
  /** Only whole days: year or month alone is not enough. */
  readonly wholeDay?: boolean | undefined
  readonly placeholder?: string | undefined
}

const example = '如 1948.3.12、1948'
const dayExample = '如 2026.11.21'

function ControlledDate(props: DateProps) {
  const [unread, setUnread] = useState('')
  const value = props.value ?? ''
  useEffect(() => {
    if (value !== unread) setUnread('')
  }, [value, unread])
  const error = props.error ?? (unread ? complaint(props.wholeDay) : undefined)
  const field = { ...props, error }
  const ids = useFieldIds(field)

  function settle() {
    const parsed = readDate(value, props.wholeDay)
    if (parsed !== undefined && parsed !== value) props.onChange(parsed)
    setUnread(value && parsed === undefined ? value : '')
    props.onBlur?.()
  }

  return (
    <FieldFrame field={field} ids={ids}>
      <input
        {...inputAttributes(field, ids)}
        className="input"
        type="text"
        autoComplete="off"
        placeholder={props.placeholder ?? (props.wholeDay ? dayExample : example)}
        value={value}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle()
        }}
      />
    </FieldFrame>
  )
}

/** A date as people write it, known to the day, month or year; normalised when one leaves the field. */
export const DateText = bindable<string, DateProps>(ControlledDate)

/** Written date → partial date text; '' stays; undefined if it cannot be read or is too coarse. */
export function readDate(text: string, wholeDay = false): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const parsed = parsePartialDate(trimmed)
  if (parsed === undefined || !isPartialDate(parsed)) return undefined
  return wholeDay && parsed.length < 10 ? undefined : parsed
}

function complaint(wholeDay = false): string {
  return wholeDay ? '请写到日，例如 2026-11-21' : '请写成 1948-03-12、1948-03 或 1948'
}
