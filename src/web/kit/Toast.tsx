import { useSyncExternalStore } from 'react'

interface Message {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'err'
}

const showFor = 6000
let messages: readonly Message[] = []
let count = 0
const listeners = new Set<() => void>()

function set(next: readonly Message[]): void {
  messages = next
  for (const listener of listeners) listener()
}

/** Says that something is done (or failed), aloud too; gone after six seconds. */
export function toast(text: string, tone: Message['tone'] = 'ok'): void {
  count += 1
  const id = count
  set([...messages.slice(-2), { id, text, tone }])
  setTimeout(() => dismiss(id), showFor)
}

function dismiss(id: number): void {
  set(messages.filter((message) => message.id !== id))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear; one in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => messages)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className="toast" data-tone={tone}>
          <span>{text}</span>
          <button type="button" aria-label="关闭提示" onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  )
}
