import { useEffect, useState } from 'react'
import type { Session } from '../session.ts'
import { heldPocket, type Pocket } from './pocket.ts'

const id = 'session'

/** Keeps who is signed in, so that the frame can be drawn without network. */
export async function keepSession(pocket: Pocket, session: Session): Promise<void> {
  const { name, account, posts, post, may, demo, preferences, idleMinutes } = session
  const bare = { name, account, posts, post, may, demo, preferences, idleMinutes }
  await pocket.put('kept', id, bare)
}

/** Who used this device last, once it was wanted and as long as the key may stay; else nobody. */
export function useKeptSession(wanted: boolean): Session | null {
  const [session, setSession] = useState<Session | null>(null)
  useEffect(() => {
    if (wanted) void readSession().then(setSession, () => setSession(null))
  }, [wanted])
  return session
}

async function readSession(): Promise<Session | null> {
  const kept = await (await heldPocket())?.get<Session>('kept', id)
  if (!kept) return null
  return { ...kept, today: shanghaiDay(), lastSignIn: null, factors: [], vacantOffices: [] }
}

/** The day by the clock of the device, in China. */
export function shanghaiDay(now = Date.now()): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
}
