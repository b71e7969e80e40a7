import type { Handed, Outgoing, Provider } from './provider.ts'

/** How a platform for text messages is spoken to. */
export interface HttpSettings {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body with `{id}`, `{phone}` and `{text}`, each put in as JSON text. */
  readonly body: string
  readonly timeoutMs: number
  /** What the answer must match for the message to count as taken; any 2xx where absent. */
  readonly accepted?: RegExp
  /** Asked with `{id}` about a message whose fate is unknown; 404 means never taken. */
  readonly statusUrl?: string
  /** The platform sends the same `{id}` once, however often it gets it. */
  readonly knowsRepeats: boolean
}

/**
 * Any platform that takes a message by one HTTP request. Each carries the number of the message,
 * also as `Idempotency-Key`. Refusals (4xx) are final; overload and faults (408, 429, 5xx) and a
 * line that was never open may be tried again; a line that broke after the request left is unknown.
 */
export function httpProvider(settings: HttpSettings): Provider {
  const { statusUrl, knowsRepeats } = settings
  return {
    name: 'http',
    knowsRepeats,
    send: (message) => send(settings, message),
    ...(statusUrl && { became: (publicId: string) => ask(settings, statusUrl, publicId) }),
  }
}

async function send(settings: HttpSettings, message: Outgoing): Promise<Handed> {
  const { url, headers, timeoutMs, accepted } = settings
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...headers,
        'idempotency-key': message.publicId,
      },
      body: bodyOf(settings.body, message),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    return judged(answer.status, (await answer.text()).slice(0, 4000), accepted)
  } catch (error) {
    return broken(error)
  }
}

/** Values enter as JSON text, so that no quote or brace in them changes the shape. */
export function bodyOf(template: string, { publicId, phone, text }: Outgoing): string {
  const values: Readonly<Record<string, string>> = { id: publicId, phone, text }
  return template.replaceAll(/\{(id|phone|text)\}/g, (_, name: string) =>
    JSON.stringify(values[name]).slice(1, -1),
  )
}

function judged(status: number, body: string, accepted: RegExp | undefined): Handed {
  if (status === 408 || status === 429 || status >= 500)
    return { outcome: 'again', detail: `短信平台答复 ${status}` }
  if (status >= 400) return { outcome: 'failed', detail: `短信平台不收：${status}` }
  if (accepted && !accepted.test(body)) return { outcome: 'failed', detail: '短信平台不收' }
  return { outcome: 'sent', ref: refIn(body) }
}

function refIn(body: string): string | null {
  return /"(?:messageId|msgid|sid|id)"\s*:\s*"?([\w-]{1,120})/i.exec(body)?.[1] ?? null
}

const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function broken(error: unknown): Handed {
  const code = (error as { cause?: { code?: string } }).cause?.code ?? ''
  if (neverLeft.has(code)) return { outcome: 'again', detail: `连不上短信平台（${code}）` }
  return { outcome: 'unknown', detail: '短信平台没有答复，不知道是否收下' }
}

async function ask(
  { headers, timeoutMs, accepted }: HttpSettings,
  statusUrl: string,
  publicId: string,
): Promise<Handed | undefined> {
  try {
    const answer = await fetch(statusUrl.replace('{id}', encodeURIComponent(publicId)), {
      headers: { ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    if (answer.status === 404) return { outcome: 'again', detail: '短信平台没有收到' }
    const found = judged(answer.status, (await answer.text()).slice(0, 4000), accepted)
    return found.outcome === 'sent' ? found : undefined
  } catch {
    return undefined
  }
}
