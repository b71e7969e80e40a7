import { useEffect, useRef } from 'react'
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

/** The left navigation from the page registry; a drawer on narrow screens. */
export function NavMenu({ open, onClose }: NavMenuProps) {
  const may = useMay()
  const box = useRef<HTMLElement>(null)
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
        {groups.map((group) => (
          <div key={group} className="nav-group" role="group" aria-label={group || undefined}>
            {group && (
              <p className="nav-heading" aria-hidden="true">
                {group}
              </p>
            )}
            {entries
              .filter(({ nav }) => nav?.group === group)
              .map((entry) => (
                <NavItem key={entry.path} entry={entry} />
              ))}
          </div>
        ))}
      </nav>
    </>
  )
}

function NavItem({ entry }: { readonly entry: PageEntry }) {
  const here = nearestTo(useLocation().pathname) === entry
  const count = (entry.nav?.useCount ?? noCount)()
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
