import { useEffect, useRef, useState } from 'react'
import { bindable, FieldFrame, inputAttributes, useFieldIds, type ControlProps } from './field.tsx'
import { parseNumber, parseYuan, yuanText } from './numberText.ts'

type Parsed = number | string | null

interface DraftOptions {
  readonly value: Parsed | undefined
  readonly onChange: (value: Parsed) => void
  readonly parse: (text: string) => number | undefined
  readonly write: (value: number) => string
}

/** The text being typed beside the number it means; text that means none is handed on as text. */
function useDraft({ value, onChange, parse, write }: DraftOptions) {
  const written = typeof value === 'number' ? write(value) : (value ?? '')
  const [text, setText] = useState(written)
  const told = useRef<Parsed | undefined>(value)
  useEffect(() => {
    if (told.current === value) return
    told.current = value
    setText(written)
  }, [value, written])
  function change(next: string) {
    setText(next)
    told.current = next.trim() === '' ? null : (parse(next) ?? next)
    onChange(told.current)
  }
  return { text, change, settle: () => setText(written) }
}

interface NumberProps extends ControlProps<Parsed> {
  /** Digits allowed after the point; none by default. */
  readonly decimals?: number | undefined
  readonly unit?: string | undefined
  readonly placeholder?: string | undefined
  readonly chars?: number | undefined
}

function ControlledNumber(props: NumberProps) {
  const ids = useFieldIds(props)
  const { decimals = 0 } = props
  const draft = useDraft({ ...props, parse: (text) => parseNumber(text, decimals), write: String })
  return <NumberBox props={props} ids={ids} draft={draft} unit={props.unit} />
}

/** A number written freely; empty is null, what is no number stays text for the schema to refuse. */
export const NumberText = bindable<Parsed, NumberProps>(ControlledNumber)

function ControlledMoney(props: NumberProps) {
  const ids = useFieldIds(props)
  const draft = useDraft({ ...props, parse: parseYuan, write: yuanText })
  return <NumberBox props={props} ids={ids} draft={draft} unit="元" />
}

/** An amount written in 元 and held as integer 分. */
export const MoneyText = bindable<Parsed, NumberProps>(ControlledMoney)

interface NumberBoxProps {
  readonly props: NumberProps
  readonly ids: ReturnType<typeof useFieldIds>
  readonly draft: ReturnType<typeof useDraft>
  readonly unit: string | undefined
}

function NumberBox({ props, ids, draft, unit }: NumberBoxProps) {
  return (
    <FieldFrame field={props} ids={ids}>
      <span className="box" data-suffix={unit ? true : undefined}>
        <input
          {...inputAttributes(props, ids)}
          className="input"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          placeholder={props.placeholder}
          value={draft.text}
          onChange={(event) => draft.change(event.target.value)}
          onBlur={() => {
            draft.settle()
            props.onBlur?.()
          }}
          style={props.chars ? { width: `${props.chars + 3}em` } : undefined}
        />
        {unit && <span className="suffix">{unit}</span>}
      </span>
    </FieldFrame>
  )
}
