import type * as z from 'zod'
import type { Issue, RefusalKind } from '#src/kernel/refusal.ts'
import type { Operations } from '#src/operations.ts'
import { withIdentity } from './identity.ts'

export type OperationName = keyof Operations & string
export type InputOf<N extends OperationName> = z.input<Operations[N]['input']>
export type OutputOf<N extends OperationName> = Awaited<ReturnType<Operations[N]['run']>>

export type CallKind = RefusalKind | 'offline' | 'fault'

/** What the server declined, or why it could not be asked. `message` is fit to be shown. */
export class CallError extends Error {
  readonly kind: CallKind
  readonly code: string
  readonly issues: readonly Issue[]
  /** What is needed to go on, such as the ways to prove who one is. */
  readonly detail: unknown

  constructor(
    kind: CallKind,
    code: string,
    message: string,
    issues: readonly Issue[] = [],
    detail?: unknown,
  ) {
    super(message)
    this.kind = kind
    this.code = code
    this.issues = issues
    this.detail = detail
  }
}

const offline = '连不上服务器，请检查网络后重试'
const fault = '系统出错，请稍后重试；仍不行请联系管理员'

let onSignedOut: (sentence: string) => void = () => undefined

let heardAt = Date.now()

/** When the server last answered, which is when an idle session was last prolonged. */
export function lastHeard(): number {
  return heardAt
}

/** Names what happens when the server no longer knows the session; it hears why. */
export function whenSignedOut(handler: (sentence: string) => void): void {
  onSignedOut = handler
}

export interface CallHow {
  /** The same key twice is done once. */
  readonly key?: string
  /** Asked by a timer and not by a person: does not keep an idle session alive. */
  readonly byTimer?: boolean
}

/**
 * Calls one operation of the server. The same `key` twice is done once. Where a fresh proof of identity is
 * wanted, the person is asked for it and the call repeated.
 * @throws CallError with a sentence for the reader and all field issues at once.
 */
export async function call<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  how: CallHow = {},
): Promise<OutputOf<N>> {
  return told(async (): Promise<OutputOf<N>> => {
    const response = await post(name, input, how)
    const body: unknown = await response.json().catch(() => undefined)
    if (!how.byTimer) heardAt = Date.now()
    if (response.ok) return body as OutputOf<N>
    throw failureOf(response.status, body)
  })
}

/** Asks with the person's identity; tells the shell where the session turns out to have ended. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await withIdentity(ask)
  } catch (error) {
    if (error instanceof CallError && ended.has(error.code)) onSignedOut(error.message)
    throw error
  }
}

const ended = new Set(['session.required', 'session.elsewhere'])

function post(name: string, input: unknown, { key, byTimer }: CallHow = {}): Promise<Response> {
  return fetch(`/api/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
      ...(byTimer ? { 'x-by-timer': '1' } : {}),
    },
    body: JSON.stringify(input),
  }).catch(() => refuseOffline())
}

/** Address that downloads the file made by an operation. */
export function downloadHref<N extends OperationName>(name: N, input: InputOf<N>): string {
  return `/api/${name}?${new URLSearchParams({ input: JSON.stringify(input) })}`
}

/**
 * Fetches a file by an operation that may refuse, and hands it to the browser to keep.
 * @throws CallError as {@link call} does.
 */
export async function fetchFile<N extends OperationName>(
  name: N,
  input: InputOf<N>,
): Promise<void> {
  const response = await told(async () => {
    const answer = await post(name, input)
    if (!answer.ok) throw failureOf(answer.status, parsed(await answer.text()))
    return answer
  })
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(
    response.headers.get('content-disposition') ?? '',
  )?.[1]
  const address = URL.createObjectURL(await response.blob())
  keepFile(address, encoded ? decodeURIComponent(encoded) : '')
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Starts a download without leaving the page. */
export function download<N extends OperationName>(name: N, input: InputOf<N>): void {
  keepFile(downloadHref(name, input), '')
}

function keepFile(href: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
}

/**
 * Sends one file to an operation; `onProgress` hears the share sent, 0 to 1; the same `key` twice is done once.
 * @throws CallError as {@link call} does.
 */
export function upload<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  file: Blob,
  onProgress: (share: number) => void = () => undefined,
  key?: string,
): Promise<OutputOf<N>> {
  return told<OutputOf<N>>(() => send(name, input, file, onProgress, key))
}

function send<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  file: Blob,
  onProgress: (share: number) => void,
  key: string | undefined,
): Promise<OutputOf<N>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', downloadHref(name, input))
    request.setRequestHeader('content-type', 'application/octet-stream')
    if (key) request.setRequestHeader('idempotency-key', key)
    request.upload.onprogress = (event) => onProgress(event.loaded / (event.total || 1))
    request.onerror = () => reject(new CallError('offline', 'web.offline', offline))
    request.onload = () => {
      const body = parsed(request.responseText)
      if (request.status < 300) resolve(body as OutputOf<N>)
      else reject(failureOf(request.status, body))
    }
    request.send(file)
  })
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof CallError ? error.message : fault
}

function refuseOffline(): never {
  throw new CallError('offline', 'web.offline', offline)
}

function failureOf(status: number, body: unknown): CallError {
  const { kind, code, message, issues, detail } = (body ?? {}) as Partial<CallError>
  return new CallError(
    kind ?? 'fault',
    code ?? `http.${status}`,
    message ?? fault,
    issues ?? [],
    detail,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
