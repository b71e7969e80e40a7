import { useState } from 'react'
import { isDay } from '#src/kernel/day.ts'
import { DateText } from '#src/web/kit/DateText.tsx'

interface DayFilterProps {
  readonly label: string
  readonly value: string
  readonly onChange: (day: string) => void
}

/** A day as a condition: asks only once a whole day stands there, or nothing. */
export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  return (
    <DateText
      wholeDay
      label={label}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next === '' || isDay(next)) onChange(next)
      }}
    />
  )
}
