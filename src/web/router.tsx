import { lazy, Suspense, type ComponentType } from 'react'
import { Route, Routes } from 'react-router'
import { pages } from '#src/pages.tsx'
import { NotFoundPage } from './entry/NotFoundPage.tsx'
import { PageBoundary } from './entry/PageBoundary.tsx'
import { Skeleton } from './kit/states.tsx'
import { AppShell } from './shell/AppShell.tsx'
import { announced } from './shell/loading.ts'
import { Permitted } from './shell/Permitted.tsx'

const SignInPage = pageOf(async () => (await import('./entry/SignInPage.tsx')).SignInPage)
const SetUpPage = pageOf(async () => (await import('./entry/SetUpPage.tsx')).SetUpPage)
const InvitePage = pageOf(async () => (await import('./entry/InvitePage.tsx')).InvitePage)
const EnrolPage = pageOf(async () => (await import('./entry/EnrolPage.tsx')).EnrolPage)
const RenewPasswordPage = pageOf(
  async () => (await import('./entry/RenewPasswordPage.tsx')).RenewPasswordPage,
)
const AppointPage = pageOf(async () => (await import('./entry/AppointPage.tsx')).AppointPage)
const AccountPage = pageOf(async () => (await import('./entry/AccountPage.tsx')).AccountPage)
const entries = pages.map((entry) => ({ ...entry, Page: pageOf(entry.load) }))

/** Every address: the pages of the registry inside the shell, the ways in outside it. */
export function AppRoutes() {
  return (
    <PageBoundary place="">
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="sign-in" element={<SignInPage />} />
          <Route path="setup" element={<SetUpPage />} />
          <Route path="invite" element={<InvitePage />} />
          <Route path="appoint" element={<AppointPage />} />
          <Route path="enrol" element={<EnrolPage />} />
          <Route path="renew-password" element={<RenewPasswordPage />} />
          <Route element={<AppShell />}>
            {entries.map(({ path, permission, Page }) => (
              <Route
                key={path}
                {...(path === '' ? { index: true } : { path })}
                element={
                  <Permitted key={path} permission={permission}>
                    <Page />
                  </Permitted>
                }
              />
            ))}
            <Route path="account" element={<AccountPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </Suspense>
    </PageBoundary>
  )
}

function pageOf(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await announced(load) }))
}

function Waiting() {
  return (
    <div className="waiting">
      <Skeleton lines={6} />
    </div>
  )
}
