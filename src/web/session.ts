import { createContext, useContext } from 'react'
import type { OutputOf } from './api.ts'

/** Who is signed in, as `session.me` tells it. */
export type Session = OutputOf<'session.me'>

export const SessionContext = createContext<Session | undefined>(undefined)

/** The person signed in. Only pages inside the shell may ask. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs the shell around it')
  return session
}

/** Whether the person signed in holds a permission. */
export function useMay(): (permission: string) => boolean {
  const { may } = useSession()
  return (permission) => may.includes(permission)
}
