import { isIP } from 'node:net'
import { Refusal } from '#src/kernel/refusal.ts'

/** The address of the pages, as a browser names it to a security key. */
export interface Site {
  readonly origin: string
  /** The domain that a key is registered for. */
  readonly rpId: string
}

/**
 * The site of a request, where a browser offers security keys at all: under a domain, and over https or on
 * this very machine (W3C Web Authentication Level 2, §5.1.3: the effective domain must be a domain).
 */
export function siteOf(origin: string): Site | undefined {
  if (!URL.canParse(origin)) return undefined
  const { protocol, hostname, origin: plain } = new URL(origin)
  if (isIP(hostname) || hostname.startsWith('[')) return undefined
  const local = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) return undefined
  return { origin: plain, rpId: hostname }
}

/** @throws Refusal `session.noPasskeyHere` where the address of the pages rules security keys out */
export function siteHere({ site }: { readonly site: string }): Site {
  const here = siteOf(site)
  if (here) return here
  throw new Refusal(
    'conflict',
    'session.noPasskeyHere',
    '这个网址不能使用安全密钥，请改用 https 域名打开平台，或继续使用动态口令',
  )
}
