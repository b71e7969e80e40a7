import { createBrowserRouter, type RouteObject } from 'react-router'
import { pages } from '#src/pages.tsx'
import { NotFoundPage } from './entry/NotFoundPage.tsx'
import { PageFault } from './entry/PageFault.tsx'
import type { PageEntry } from './pageEntry.ts'
import { AppShell } from './shell/AppShell.tsx'
import { Permitted } from './shell/Permitted.tsx'
import { Skeleton } from './kit/states.tsx'

/** Every address: the pages of the registry inside the shell, the ways in outside it. */
export function createRouter() {
  return createBrowserRouter([
    {
      HydrateFallback: Waiting,
      ErrorBoundary: PageFault,
      children: [
        {
          path: 'sign-in',
          lazy: async () => page((await import('./entry/SignInPage.tsx')).SignInPage),
        },
        {
          path: 'setup',
          lazy: async () => page((await import('./entry/SetUpPage.tsx')).SetUpPage),
        },
        {
          path: 'invite',
          lazy: async () => page((await import('./entry/InvitePage.tsx')).InvitePage),
        },
        {
          Component: AppShell,
          children: [
            {
              ErrorBoundary: PageFault,
              children: [
                ...pages.map(routeOf),
                {
                  path: 'account',
                  lazy: async () => page((await import('./entry/AccountPage.tsx')).AccountPage),
                },
                { path: '*', Component: NotFoundPage },
              ],
            },
          ],
        },
      ],
    },
  ])
}

function routeOf({ path, permission, load }: PageEntry): RouteObject {
  const lazy = async () => {
    const Page = await load()
    return page(() => (
      <Permitted permission={permission}>
        <Page />
      </Permitted>
    ))
  }
  return path === '' ? { index: true, lazy } : { path, lazy }
}

function page<C>(Component: C) {
  return { Component }
}

function Waiting() {
  return (
    <div className="waiting">
      <Skeleton lines={6} />
    </div>
  )
}
