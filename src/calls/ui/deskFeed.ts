import { useState, useSyncExternalStore } from 'react'
import type { CallRow } from '#src/calls/rows.ts'
import { call } from '#src/web/api.ts'

/** A call as it comes over the line: moments are text. */
export type LiveCall = {
  [K in keyof CallRow]: Extract<CallRow[K], Date> extends never
    ? CallRow[K]
    : string | Exclude<CallRow[K], Date>
}

/** live: told at once; polling: asked every two seconds; lost: neither works. */
export type Link = 'opening' | 'live' | 'polling' | 'lost'

export interface DeskState {
  readonly calls: readonly LiveCall[]
  readonly link: Link
  /** Whether the calls have been read at least once. */
  readonly read: boolean
  /** How far the server's clock is ahead of this one, in milliseconds. */
  readonly ahead: number
}

const pollMs = 2_000
const silenceMs = 25_000
const reopenMs = 3_000
const batchMs = 50

interface Feed {
  subscribe(onChange: () => void): () => void
  state(): DeskState
}

/**
 * The calls of a desk, told as they change. The line is opened first and the calls are read after, from
 * the last cursor on, so that nothing falls between; while the line is cut they are asked for.
 */
function deskFeed(): Feed {
  let state: DeskState = { calls: [], link: 'opening', read: false, ahead: 0 }
  const calls = new Map<number, LiveCall>()
  const listeners = new Set<() => void>()
  let source: EventSource | undefined
  let cursor: string | undefined
  let heardAt = 0
  let dirty: ReturnType<typeof setTimeout> | undefined
  let timers: ReturnType<typeof setInterval>[] = []
  let reopening: ReturnType<typeof setTimeout> | undefined
  let asking = false

  function change(patch: Partial<DeskState>): void {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  function take(rows: readonly LiveCall[]): void {
    for (const row of rows)
      if (row.version >= (calls.get(row.id)?.version ?? 0)) calls.set(row.id, row)
    dirty ??= setTimeout(() => {
      dirty = undefined
      change({ calls: [...calls.values()].sort(byUrgency) })
    }, batchMs)
  }

  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    try {
      const answer = await call('calls.desk', cursor === undefined ? {} : { since: cursor }, {
        byTimer: true,
      })
      cursor = answer.cursor
      const ahead = new Date(answer.now).getTime() - Date.now()
      take(answer.rows as unknown as LiveCall[])
      change({ read: true, ahead, link: source?.readyState === 1 ? 'live' : 'polling' })
    } catch {
      change({ link: 'lost' })
    } finally {
      asking = false
    }
  }

  function open(): void {
    source?.close()
    const line = new EventSource('/events/calls')
    source = line
    heardAt = Date.now()
    line.addEventListener('ready', () => {
      heardAt = Date.now()
      void ask()
    })
    line.addEventListener('beat', () => (heardAt = Date.now()))
    line.addEventListener('call', ({ data }: MessageEvent<string>) => {
      heardAt = Date.now()
      take([JSON.parse(data) as LiveCall])
    })
    line.addEventListener('error', () => {
      if (source !== line) return
      line.close()
      change({ link: state.link === 'lost' ? 'lost' : 'polling' })
      clearTimeout(reopening)
      reopening = setTimeout(open, reopenMs)
    })
  }

  function tick(): void {
    const cut = source?.readyState !== 1 || Date.now() - heardAt > silenceMs
    if (cut) void ask()
    if (source?.readyState === 1 && Date.now() - heardAt > silenceMs) open()
  }

  function start(): void {
    open()
    void ask()
    timers = [setInterval(tick, pollMs)]
  }

  function stop(): void {
    source?.close()
    source = undefined
    for (const timer of timers) clearInterval(timer)
    clearTimeout(reopening)
  }

  return {
    subscribe(onChange) {
      if (listeners.size === 0) start()
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
        if (listeners.size === 0) stop()
      }
    },
    state: () => state,
  }
}

const order = ['ringing', 'acknowledged', 'dispatched', 'arrived', 'closed']

function byUrgency(a: LiveCall, b: LiveCall): number {
  return order.indexOf(a.state) - order.indexOf(b.state) || b.id - a.id
}

/** The calls of this desk, live. */
export function useDesk(): DeskState {
  const [feed] = useState(deskFeed)
  return useSyncExternalStore(feed.subscribe, feed.state)
}
