const sessionName = 'sid'
const deviceName = 'dev'
const deviceSeconds = 180 * 86_400

/** Behind https a cookie is bound to this host, and none set by another host is believed. */
const nameOf = (name: string, secure: boolean) => (secure ? `__Host-${name}` : name)

function valueOf(header: string | undefined, wanted: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=')
    if (key === wanted) return value
  }
  return undefined
}

/** The session token of a request, from its cookie header. */
export function tokenOf(header: string | undefined, secure: boolean): string | undefined {
  return valueOf(header, nameOf(sessionName, secure))
}

/** The marks of earlier sign-ins on this device, from the cookie header. */
export function deviceOf(header: string | undefined, secure: boolean): string {
  return valueOf(header, nameOf(deviceName, secure)) ?? ''
}

/** The cookie that carries a token: out of reach of scripts, and of other sites. */
export function sessionCookie(token: string, secure: boolean): string {
  return cookie(sessionName, token, secure)
}

/** The cookie by which the device is known for half a year. */
export function deviceCookie(marks: string, secure: boolean): string {
  return `${cookie(deviceName, marks, secure)}; Max-Age=${deviceSeconds}`
}

/** The cookie that removes the token. */
export function endedCookie(secure: boolean): string {
  return `${sessionCookie('', secure)}; Max-Age=0`
}

function cookie(name: string, value: string, secure: boolean): string {
  const text = `${nameOf(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Strict`
  return secure ? `${text}; Secure` : text
}
