import { useEffect, useRef, useState } from 'react'
import { TextField } from './textFields.tsx'

interface FilterTextProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string | undefined
  readonly chars?: number | undefined
}

const rest = 150

/** A text filter: asks 150 ms after the last key, and never while an input method is composing. */
export function FilterText({ value, onChange, ...rest_ }: FilterTextProps) {
  const [text, setText] = useState(value)
  const composing = useRef(false)
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      if (composing.current) return
      told.current = text
      onChange(text)
    }, rest)
    return () => clearTimeout(timer)
  }, [text, onChange])
  return (
    <span
      className="contents"
      onCompositionStart={() => void (composing.current = true)}
      onCompositionEnd={(event) => {
        composing.current = false
        setText((event.target as HTMLInputElement).value)
      }}
    >
      <TextField {...rest_} layout="inline" value={text} onChange={setText} />
    </span>
  )
}
