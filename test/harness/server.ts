import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { authenticator, type Authenticator } from './authenticator.ts'

const home = resolve(import.meta.dirname, '../..')

export interface Run {
  readonly child: ChildProcess
  readonly said: () => string
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>
}

/** The real program on a data folder and a port of its own. */
export async function useProgram(folder?: string) {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'chongyang-program-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const running: ChildProcess[] = []
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: '' }

  function launch(...words: string[]): Run {
    const child = spawn(process.execPath, ['bin/chongyang.mjs', ...words], { cwd: home, env })
    running.push(child)
    let text = ''
    child.stdout.on('data', (part: Buffer) => (text += part.toString()))
    child.stderr.on('data', (part: Buffer) => (text += part.toString()))
    return { child, said: () => text, ended: once(child, 'close').then(([code]) => code) }
  }

  async function serve(how: 'serve' | 'demo' = 'serve'): Promise<Run> {
    const run = launch(how)
    while (!run.said().includes(`ready ${address}`)) {
      if (run.child.exitCode !== null) throw new Error(run.said())
      await new Promise((wake) => setTimeout(wake, 50))
    }
    return run
  }

  let cookie = ''
  const jar = new Map<string, string>()
  /** Calls an operation as a program does; keeps the session that signing in opens. */
  async function call(operation: string, input: object, headers: Record<string, string> = {}) {
    const answer = await fetch(`${address}/api/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-requested-by': 'api', cookie, ...headers },
      body: JSON.stringify(input),
    })
    keepCookies(answer)
    return answer
  }

  /** Opens an address with the session, such as the line of a duty desk. */
  const open = (path: string, signal?: AbortSignal) =>
    fetch(`${address}${path}`, { headers: { cookie }, ...(signal && { signal }) })

  function keepCookies(answer: Response) {
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const [name = '', value = ''] = pair.split('=')
      jar.set(name, value)
    }
    cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Binds an authenticator to the account signed in; answers what shows its codes. */
  async function bindFactor(): Promise<Authenticator> {
    const { secret } = await (await call('session.beginFactor', {})).json()
    const shown = authenticator(secret)
    await call('session.completeFactor', { code: await shown.code() })
    return shown
  }

  async function upload(operation: string, input: object, file: Uint8Array<ArrayBuffer>) {
    const where = `${address}/api/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`
    return fetch(where, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-requested-by': 'api', cookie },
      body: file,
    })
  }

  /** Sets up region, bureau and a clerk, signs in with that account and binds its second factor. */
  async function setUp(run: Run): Promise<Authenticator> {
    const token = /setup\?token=(\S+)/.exec(run.said())?.[1]
    await call('setup.begin', { token, ...firstAccount })
    return bindFactor()
  }

  function end() {
    for (const child of running) child.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }

  return { address, dataDir, launch, serve, call, open, upload, setUp, bindFactor, end }
}

export const firstAccount = {
  regionName: '示范县',
  regionCode: '990101',
  bureauName: '示范县委老干部局',
  name: '林晓月',
  account: 'linxy',
  password: '松鹤长青-示范-2026',
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}
