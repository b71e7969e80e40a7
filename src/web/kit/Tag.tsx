import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warn' | 'err' | 'info' | 'plain'

interface TagProps {
  readonly tone?: Tone | undefined
  /** Always words: colour alone says nothing. */
  readonly children: ReactNode
}

/** A state in a word or two. Errors also carry a sign. */
export function Tag({ tone = 'plain', children }: TagProps) {
  return (
    <span className={`tag tag-${tone}`}>
      {tone === 'err' && <span aria-hidden="true">⚠ </span>}
      {children}
    </span>
  )
}

interface ChipProps {
  readonly children: ReactNode
  readonly pressed?: boolean | undefined
  readonly onPress: () => void
  /** Offers to take the chip away, as a saved query. */
  readonly onRemove?: (() => void) | undefined
  /** Names the act of taking it away. */
  readonly removeLabel?: string | undefined
}

/** A question kept ready, pressed or not. */
export function Chip({ children, pressed = false, onPress, onRemove, ...props }: ChipProps) {
  const { removeLabel = '删除这条查询' } = props
  return (
    <span className="chip" data-pressed={pressed || undefined}>
      <button type="button" className="chip-main" aria-pressed={pressed} onClick={onPress}>
        {children}
      </button>
      {onRemove && (
        <button type="button" className="chip-remove" aria-label={removeLabel} onClick={onRemove}>
          ×
        </button>
      )}
    </span>
  )
}

/** A number on a coloured disc, as in the navigation; nothing at zero. */
export function Badge({ count }: { readonly count: number | undefined }) {
  if (!count) return null
  return <span className="badge">{count > 999 ? '999+' : count}</span>
}
