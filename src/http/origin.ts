import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '#src/kernel/refusal.ts'

/** A change must come from our own pages, or from a program that says what it is. */
export function refusalOfOrigin(headers: IncomingHttpHeaders): Refusal | undefined {
  const type = headers['content-type']?.split(';')[0]?.trim()
  if (type !== 'application/json' && type !== 'application/octet-stream')
    return new Refusal('invalid', 'kernel.contentType', '请求须以 application/json 提交')
  const site = headers['sec-fetch-site']
  if (site === 'same-origin') return undefined
  if (site === undefined && headers.origin === undefined)
    return headers['x-requested-by']
      ? undefined
      : new Refusal('forbidden', 'kernel.origin', '程序调用须带请求头 x-requested-by')
  if (site === undefined && sameHost(headers.origin, headers.host)) return undefined
  return new Refusal('forbidden', 'kernel.origin', '请求来自其他网站，已拒绝')
}

/** A file is fetched by our own pages, by an address typed in, or by a program; it may be handed out only once. */
export function refusalOfReader(headers: IncomingHttpHeaders): Refusal | undefined {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  return new Refusal('forbidden', 'kernel.origin', '请求来自其他网站，已拒绝')
}

function sameHost(origin: string | undefined, host: string | undefined): boolean {
  return URL.canParse(origin ?? '') && new URL(origin as string).host === host
}
