const name = 'sid'

/** The session token of a request, from its cookie header. */
export function tokenOf(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=')
    if (key === name || key === `__Host-${name}`) return value
  }
  return undefined
}

/** The cookie that carries a token: out of reach of scripts, and of other sites. */
export function sessionCookie(token: string, secure: boolean): string {
  const shared = 'Path=/; HttpOnly; SameSite=Strict'
  return secure ? `__Host-${name}=${token}; ${shared}; Secure` : `${name}=${token}; ${shared}`
}

/** The cookie that removes the token. */
export function endedCookie(secure: boolean): string {
  return `${sessionCookie('', secure)}; Max-Age=0`
}
