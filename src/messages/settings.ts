import { join } from 'node:path'
import * as z from 'zod'
import { Refusal } from '#src/kernel/refusal.ts'
import { fileOutbox } from './fileOutbox.ts'
import { httpProvider } from './httpProvider.ts'
import type { Provider } from './provider.ts'

type Environment = Readonly<Record<string, string | undefined>>

const Headers = z.record(z.string(), z.string())

/**
 * The way for text messages as the environment names it: `SMS_URL` a platform, with `SMS_HEADERS`
 * (JSON), `SMS_BODY`, `SMS_TIMEOUT_MS`, `SMS_ACCEPTED` (regular expression), `SMS_STATUS_URL` and
 * `SMS_KNOWS_REPEATS=1`; without it the folder `outbox` among the files of the installation.
 * @throws Refusal `messages.settings` where a variable cannot be read.
 */
export function providerOf(env: Environment, dataDir: string): Provider {
  const url = env['SMS_URL']
  if (!url) return fileOutbox(join(dataDir, 'outbox'))
  return httpProvider({
    url: readUrl('SMS_URL', url),
    headers: readHeaders(env['SMS_HEADERS'] ?? '{}'),
    body: env['SMS_BODY'] ?? '{"id":"{id}","phone":"{phone}","text":"{text}"}',
    timeoutMs: Math.min(Math.max(Number(env['SMS_TIMEOUT_MS'] ?? 10_000) || 10_000, 500), 60_000),
    ...(env['SMS_ACCEPTED'] && { accepted: readPattern(env['SMS_ACCEPTED']) }),
    ...(env['SMS_STATUS_URL'] && { statusUrl: readUrl('SMS_STATUS_URL', env['SMS_STATUS_URL']) }),
    knowsRepeats: env['SMS_KNOWS_REPEATS'] === '1',
  })
}

function readUrl(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text
  throw unreadable(`${name} 不是网址`)
}

function readHeaders(text: string): Record<string, string> {
  try {
    return Headers.parse(JSON.parse(text))
  } catch {
    throw unreadable('SMS_HEADERS 应为 JSON，例如 {"authorization":"Bearer …"}')
  }
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch {
    throw unreadable('SMS_ACCEPTED 不是正则表达式')
  }
}

function unreadable(what: string): Refusal {
  return new Refusal('unavailable', 'messages.settings', `短信设置有误：${what}`)
}
