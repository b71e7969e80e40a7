import './polyfills.ts'
import './tokens.css'
import './kit.css'
import './grid.css'
import './form.css'
import './shell.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { CallError } from './api.ts'
import { rememberedTextSize } from './shell/textSize.ts'
import { setTextSize } from './kit/useMedia.ts'
import { AppRoutes } from './router.tsx'

setTextSize(rememberedTextSize())

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      refetchOnReconnect: true,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && error instanceof CallError && error.kind === 'offline',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const router = createBrowserRouter([{ path: '*', element: <AppRoutes /> }])

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
