import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { keepSession } from '#src/web/pocket/keptSession.ts'
import { beforeLeaving } from '#src/web/pocket/leaving.ts'
import { keepFrame } from '#src/web/pocket/offlineFrame.ts'
import { heldPocket, lockPocket, unlockPocket } from '#src/web/pocket/pocket.ts'
import { useSession, type Session } from '#src/web/session.ts'
import { refreshCalls } from '#src/web/useCall.ts'
import { staleAfterVisit } from '../stale.ts'
import { isDue, isUnsent } from './item.ts'
import { currentOutbox, keepPeople, openOutbox, useOutbox } from './outbox.ts'
import { flush } from './send.ts'

const everyMs = 15_000

/** At work behind every page: opens the outbox, sends what waits, asks before unsent visits are left. */
export function VisitAttendant() {
  const session = useSession()
  useOpening(session)
  useFlushing()
  return <LeavingQuestion />
}

/** The key comes from the server; without network, the one that this device still holds is used. */
function useOpening(session: Session): void {
  useEffect(() => {
    void prepare(session)
    const again = () => void prepare(session)
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [session])
}

async function prepare(session: Session): Promise<void> {
  try {
    const { owner, key } = await call('visits.pocketKey', {}, { byTimer: true })
    const pocket = await unlockPocket(owner, key)
    await openOutbox(pocket)
    await keepSession(pocket, session)
    void keepFrame()
    await flush()
    await keepPeople(await call('visits.pocket', {}, { byTimer: true }))
  } catch {
    if (!currentOutbox().ready) await openOutbox(await heldPocket())
  }
}

function useFlushing(): void {
  const client = useQueryClient()
  useEffect(() => {
    const run = () => {
      if (document.visibilityState === 'hidden' || !currentOutbox().items.some(isDue)) return
      void flush().then(() => refreshCalls(client, staleAfterVisit))
    }
    const timer = setInterval(run, everyMs)
    addEventListener('online', run)
    document.addEventListener('visibilitychange', run)
    return () => {
      clearInterval(timer)
      removeEventListener('online', run)
      document.removeEventListener('visibilitychange', run)
    }
  }, [client])
}

/** Unsent visits may stay, closed to everybody but their owner, or be given up; nothing is lost unasked. */
function LeavingQuestion() {
  const { items, lasting } = useOutbox()
  const [answer, setAnswer] = useState<(goes: boolean) => void>()
  useEffect(() => beforeLeaving(() => leave((resolve) => setAnswer(() => resolve))), [])
  const unsent = items.filter(isUnsent).length
  const end = (goes: boolean) => {
    setAnswer(undefined)
    answer?.(goes)
  }
  return (
    <Dialog title="还有没送达的走访" open={answer !== undefined} onClose={() => end(false)}>
      <div className="stack">
        <p>这台设备上有 {unsent} 条走访还没有送达。</p>
        {lasting && (
          <p className="muted">
            留下的内容加密保存，只有您本人再次登录后才能看到和发送；别的账号打不开。
          </p>
        )}
        <div className="submit-bar">
          <Button look="primary" onClick={() => end(false)}>
            先不退出
          </Button>
          {lasting && (
            <Button onClick={() => void lockPocket(false).then(() => end(true))}>留下并退出</Button>
          )}
          <Button look="danger" onClick={() => void lockPocket(true).then(() => end(true))}>
            不要了，清除并退出
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Whoever has nothing unsent goes at once, and leaves nothing behind. */
async function leave(ask: (answer: (goes: boolean) => void) => void): Promise<boolean> {
  if (currentOutbox().items.some(isUnsent)) return new Promise(ask)
  await lockPocket(true)
  return true
}
