import { Button } from './Button.tsx'
import { shownCount } from './shown.ts'

interface PagerProps {
  readonly total: number | undefined
  /** Position of the first row shown, from 0, where known. */
  readonly first?: number | undefined
  readonly shown: number
  readonly onPrevious?: (() => void) | undefined
  readonly onNext?: (() => void) | undefined
  readonly size?: number | undefined
  readonly onSize?: ((size: number) => void) | undefined
}

const sizes = [50, 100, 200]

/** Pages one after another with the exact count; a handler absent means no such page. */
export function Pager({ total, first, shown, onPrevious, onNext, size, onSize }: PagerProps) {
  return (
    <nav className="pager" aria-label="翻页">
      <span role="status" className="pager-count">
        {countText(total, first, shown)}
      </span>
      {onSize && (
        <label className="pager-size">
          每页
          <select value={size} onChange={(event) => onSize(Number(event.target.value))}>
            {sizes.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
          条
        </label>
      )}
      <Button small icon="left" disabled={!onPrevious} onClick={onPrevious}>
        上一页
      </Button>
      <Button small disabled={!onNext} onClick={onNext}>
        下一页
      </Button>
    </nav>
  )
}

interface StepPagerProps {
  readonly total: number
  /** Position of the first row shown, from 0. */
  readonly at: number
  readonly size: number
  readonly shown: number
  readonly onMove: (at: number) => void
}

/** The same for lists whose pages are counted off from the first row. */
export function StepPager({ total, at, size, shown, onMove }: StepPagerProps) {
  return (
    <Pager
      total={total}
      first={at}
      shown={shown}
      onPrevious={at > 0 ? () => onMove(Math.max(0, at - size)) : undefined}
      onNext={at + shown < total ? () => onMove(at + size) : undefined}
    />
  )
}

/** Where a list that is paged by its keys stands, as the address of the page holds it. */
export interface KeysetPlace {
  readonly after: string
  readonly before: string
  readonly at: number
}

interface KeysetPagerProps {
  readonly total: number | undefined
  readonly first: number
  readonly shown: number
  readonly size: number
  /** The keys of the neighbouring pages as text; absent where there is none. */
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly onMove: (to: KeysetPlace) => void
  readonly onSize: (size: number) => void
}

/** The same for lists whose pages begin after a key: quick at any depth. */
export function KeysetPager({ previous, next, onMove, ...shown }: KeysetPagerProps) {
  const { first, size } = shown
  return (
    <Pager
      {...shown}
      onPrevious={
        previous === undefined
          ? undefined
          : () => onMove({ before: previous, after: '', at: Math.max(0, first - size) })
      }
      onNext={
        next === undefined
          ? undefined
          : () => onMove({ after: next, before: '', at: first + shown.shown })
      }
    />
  )
}

function countText(total: number | undefined, first: number | undefined, shown: number): string {
  if (total === undefined) return '正在计数…'
  const all = `共 ${shownCount(total)} 条`
  if (shown === 0 || total <= shown) return all
  if (first === undefined) return `本页 ${shown} 条，${all}`
  return `第 ${first + 1}–${first + shown} 条，${all}`
}
