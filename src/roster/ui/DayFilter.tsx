import { useState } from 'react'
import { isDay } from '#src/kernel/day.ts'
import { DateText } from '#src/web/kit/DateText.tsx'

interface DayFilterProps {
  readonly label: string
  readonly layout?: 'inline'
  readonly value: string
  readonly onChange: (day: string) => void
}

/** A day as a condition: asks only once a whole day stands there, or nothing. */
export function DayFilter({ label, layout, value, onChange }: DayFilterProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  return (
    <DateText
      wholeDay
      layout={layout}
      label={label}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next === '' || isDay(next)) onChange(next)
      }}
    />
  )
}
