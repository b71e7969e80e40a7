import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useRef, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { whenSignedOut } from '../api.ts'
import { PageBoundary } from '../entry/PageBoundary.tsx'
import { Toasts } from '../kit/Toast.tsx'
import { ErrorBox, Skeleton } from '../kit/states.tsx'
import { useKeptSession } from '../pocket/keptSession.ts'
import { SessionContext, type Session } from '../session.ts'
import { useCall } from '../useCall.ts'
import { Attendants } from './Attendants.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { usePageLoading } from './loading.ts'
import { NavMenu } from './NavMenu.tsx'
import { ConfirmIdentity } from './ConfirmIdentity.tsx'
import { StandingNotices } from './StandingNotices.tsx'
import { SessionWatch } from './SessionWatch.tsx'
import { TopBar } from './TopBar.tsx'
import { useScrollMemory } from './useScrollMemory.ts'

/** The frame of every page inside: top bar, navigation, the page, messages. */
export function AppShell() {
  const me = useCall('session.me', {})
  const client = useQueryClient()
  const location = useLocation()
  const [expired, setExpired] = useState<string>()
  const known = me.data !== undefined
  const kept = useKeptSession(!known && me.failureReason?.kind === 'offline')
  useEffect(() => whenSignedOut(setExpired), [])

  if (!known && me.error?.kind === 'unknown') {
    const to = location.pathname + location.search
    return (
      <Navigate replace to={to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`} />
    )
  }
  if (!known && me.error?.code === 'session.factorNeeded') {
    return <Navigate replace to={`/enrol?to=${encodeURIComponent(location.pathname)}`} />
  }
  if (me.error?.code === 'session.passwordDue') return <Navigate replace to="/renew-password" />
  if (!known && kept)
    return <Inside session={kept} onRenewed={() => void me.refetch()} expired={expired} />
  if (!known && me.error) return <ErrorBox error={me.error} onRetry={() => void me.refetch()} />
  if (!known) {
    return (
      <div className="waiting">
        <Skeleton lines={6} />
      </div>
    )
  }
  return (
    <Inside
      session={me.data}
      expired={expired}
      onRenewed={() => {
        setExpired(undefined)
        void client.invalidateQueries()
      }}
    />
  )
}

interface InsideProps {
  readonly session: Session
  readonly expired: string | undefined
  readonly onRenewed: () => void
}

function Inside({ session, expired, onRenewed }: InsideProps) {
  return (
    <SessionContext.Provider value={session}>
      <Frame />
      <SessionWatch expired={expired} onRenewed={onRenewed} />
      <LeaveGuard />
      <ConfirmIdentity />
      <Attendants />
      <Toasts />
    </SessionContext.Provider>
  )
}

function Frame() {
  const [navOpen, setNavOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const busy = usePageLoading()
  const { pathname, key } = useLocation()
  useScrollMemory()
  useEffect(() => setNavOpen(false), [pathname])
  useHeadingFocus(main, pathname)
  return (
    <div className="app" data-nav-open={navOpen || undefined}>
      <a className="skip" href="#main" onClick={(event) => skipTo(event, main.current)}>
        跳到主要内容
      </a>
      <TopBar navOpen={navOpen} onNav={() => setNavOpen(!navOpen)} />
      {busy && <div className="page-progress" role="progressbar" aria-label="正在打开页面" />}
      <NavMenu open={navOpen} onClose={() => setNavOpen(false)} />
      <main id="main" ref={main} className="main" tabIndex={-1}>
        <StandingNotices />
        <PageBoundary place={key}>
          <Suspense fallback={<Skeleton lines={8} />}>
            <Outlet />
          </Suspense>
        </PageBoundary>
      </main>
    </div>
  )
}

/** A new page is announced by its heading taking focus; the first page leaves focus alone. */
function useHeadingFocus(main: { readonly current: HTMLElement | null }, pathname: string): void {
  const seen = useRef(pathname)
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    const frame = requestAnimationFrame(() => {
      const page = main.current
      if (page?.contains(document.activeElement)) return
      page?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [main, pathname])
}

function skipTo(event: { preventDefault: () => void }, main: HTMLElement | null): void {
  event.preventDefault()
  main?.focus()
  main?.scrollIntoView()
}
