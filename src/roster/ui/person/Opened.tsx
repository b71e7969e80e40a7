import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { purposes } from '#src/roster/purpose.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import { refreshCalls } from '#src/web/useCall.ts'
import type { Person } from './person.ts'

/** For what the closed parts are open and how long yet; and how near the day's budget is. */
export function Opened({ person }: { readonly person: Person }) {
  const { opened, until, emergencyUntil, notice } = person.access
  const minutes = useMinutesLeft(until)
  const urgent = useMinutesLeft(emergencyUntil)
  return (
    <>
      {minutes > 0 && (
        <Notice>
          已为“{opened.map((code) => purposes[code].title).join('、')}”打开完整信息，还剩 {minutes}{' '}
          分钟。
        </Notice>
      )}
      {urgent > 0 && (
        <Notice tone="warn">紧急查看中，还剩 {urgent} 分钟；事后须由他人复核。</Notice>
      )}
      {notice && <Notice tone="warn">{notice}</Notice>}
    </>
  )
}

/** Whole minutes until a moment, counted down; when it passes, what it opened is asked for anew. */
export function useMinutesLeft(until: string | Date | null): number {
  const client = useQueryClient()
  const end = until ? new Date(until).getTime() : 0
  const [, setTick] = useState(0)
  useEffect(() => {
    if (!end) return undefined
    const timer = setInterval(() => {
      setTick((tick) => tick + 1)
      if (Date.now() >= end) void refreshCalls(client, ['roster.get', 'roster.emergency'])
    }, 20_000)
    return () => clearInterval(timer)
  }, [client, end])
  return Math.max(0, Math.ceil((end - Date.now()) / 60_000))
}
