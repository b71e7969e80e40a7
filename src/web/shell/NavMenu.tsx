import { useEffect, useId, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { pages } from '#src/pages.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Badge } from '../kit/Tag.tsx'
import type { PageEntry } from '../pageEntry.ts'
import { useMay } from '../session.ts'

interface NavMenuProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** As many entries as are taken in at a glance; beyond, the later groups fold. */
const atAGlance = 8

/** The left navigation from the page registry; a drawer on narrow screens. */
export function NavMenu({ open, onClose }: NavMenuProps) {
  const may = useMay()
  const box = useRef<HTMLElement>(null)
  const here = nearestTo(useLocation().pathname)
  const entries = pages.filter(({ nav, permission }) => nav && (!permission || may(permission)))
  const groups = [...new Set(entries.map(({ nav }) => nav?.group ?? ''))]
  useEffect(() => {
    if (!open) return
    const before = document.activeElement as HTMLElement | null
    box.current?.querySelector('a')?.focus()
    const close = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    addEventListener('keydown', close)
    return () => {
      removeEventListener('keydown', close)
      before?.focus()
    }
  }, [open, onClose])
  return (
    <>
      {open && <div className="nav-backdrop" onClick={onClose} />}
      <nav ref={box} id="nav" className="nav noprint" aria-label="主导航">
        {groups.map((group, index) => {
          const own = entries.filter(({ nav }) => nav?.group === group)
          const folds = index > 0 && entries.length > atAGlance
          const key = own.map(({ path }) => path).join(' ')
          return <NavGroup key={key} title={group} entries={own} folds={folds} here={here} />
        })}
      </nav>
    </>
  )
}

interface NavGroupProps {
  readonly title: string
  readonly entries: readonly PageEntry[]
  readonly folds: boolean
  /** The entry of the page that is open. */
  readonly here: PageEntry | undefined
}

/** Entries of one kind of work. A folded group says on its heading how much waits inside. */
function NavGroup({ title, entries, folds, here }: NavGroupProps) {
  const id = useId()
  const [chosen, setChosen] = useState<boolean>()
  const counts = entries.map(({ nav }) => (nav?.useCount ?? noCount)() ?? 0)
  const waiting = counts.reduce((sum, count) => sum + count, 0)
  const shown = !folds || (chosen ?? entries.includes(here as PageEntry))
  return (
    <div className="nav-group" role="group" aria-label={title} data-folds={folds || undefined}>
      {folds ? (
        <button
          type="button"
          className="nav-fold"
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setChosen(!shown)}
        >
          <Icon name={shown ? 'down' : 'right'} />
          <span>{title}</span>
          {!shown && <Badge count={waiting} />}
        </button>
      ) : (
        <p className="nav-heading" aria-hidden="true">
          {title}
        </p>
      )}
      <div id={id} hidden={!shown}>
        {entries.map((entry, index) => (
          <NavItem key={entry.path} entry={entry} count={counts[index]} here={entry === here} />
        ))}
      </div>
    </div>
  )
}

interface NavItemProps {
  readonly entry: PageEntry
  readonly count: number | undefined
  readonly here: boolean
}

function NavItem({ entry, count, here }: NavItemProps) {
  return (
    <Link
      to={`/${entry.path}`}
      className={here ? 'nav-link active' : 'nav-link'}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={entry.nav?.icon ?? 'list'} size={1.3} />
      <span>{entry.title}</span>
      <Badge count={count} />
    </Link>
  )
}

/** The entry of the navigation that an address belongs to: the longest that it begins with. */
function nearestTo(pathname: string): PageEntry | undefined {
  const found = pages.filter(({ nav, path }) => nav && `${pathname}/`.startsWith(`/${path}/`))
  if (pathname === '/') return pages.find(({ path }) => path === '')
  return found.reduce<PageEntry | undefined>(
    (best, entry) => (best && best.path.length >= entry.path.length ? best : entry),
    undefined,
  )
}

function noCount(): undefined {
  return undefined
}
