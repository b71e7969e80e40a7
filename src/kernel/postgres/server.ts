import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { brokenServer } from './cluster.ts'
import type { Site } from './site.ts'

export interface Server {
  readonly child: ChildProcess
  readonly done: Promise<Ending>
}

export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const mostPatienceMs = 60_000
const mostLinesKept = 30

/** Starts the server and waits until it takes connections, however long its recovery takes. */
export async function launch(
  site: Site,
  settings: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<Server> {
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const program = [...site.account.prefix, `${site.native}/bin/postgres`, '-D', site.cluster]
  const [command = '', ...rest] = [...program, ...words]
  const child = spawn(command, rest, {
    env: site.env,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const last: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line)
    if (last.length > mostLinesKept) last.shift()
    log(line)
  })
  const done = new Promise<Ending>((resolve) => {
    child.on('error', (error) => last.push(error.message))
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  let ended: Ending | undefined
  void done.then((ending) => (ended = ending))
  while (!isReady(site, child.pid)) {
    if (ended) throw brokenServer(site, String(ended.code ?? ended.signal), last.join('\n'))
    await pause(15)
  }
  return { child, done }
}

/** As `pg_ctl` does it: the eighth line of the server's own note says so. */
function isReady({ cluster }: Site, pid: number | undefined): boolean {
  const note = readNote(cluster)
  return Number(note[0]) === pid && note[7]?.trim() === 'ready'
}

function readNote(cluster: string): string[] {
  try {
    return readFileSync(`${cluster}/postmaster.pid`, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Ends the server: first as for a good stop, after a minute without waiting for a checkpoint. */
export async function end({ child, done }: Server, site: Site): Promise<Ending> {
  if (process.platform === 'win32') {
    const stop = ['stop', '-m', 'fast', '-D', site.cluster]
    spawn(`${site.native}/bin/pg_ctl`, stop, { env: site.env, windowsHide: true })
    return done
  }
  child.kill('SIGINT')
  const impatience = setTimeout(() => child.kill('SIGQUIT'), mostPatienceMs)
  const ending = await done
  clearTimeout(impatience)
  return ending
}

/**
 * Waits for servers of a killed predecessor on this folder, which this process now holds alone, and tells them
 * to stop. Then the note of a dead server goes too: its process number may meanwhile belong to somebody else.
 */
export async function endLeftovers({ cluster, building }: Pick<Site, 'cluster' | 'building'>) {
  if (process.platform !== 'linux') return
  const begun = Date.now()
  for (;;) {
    const master = Number(readNote(cluster)[0])
    const left = processes().filter((pid) => isServerOf([cluster, building], pid, master))
    if (left.length === 0) break
    const late = Date.now() - begun > mostPatienceMs
    for (const pid of left) if (late || pid === master) stopStranger(pid, late)
    await pause(100)
  }
  rmSync(`${cluster}/postmaster.pid`, { force: true })
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function isServerOf(folders: readonly string[], pid: number, master: number): boolean {
  try {
    return folders.includes(readlinkSync(`/proc/${pid}/cwd`))
  } catch {
    return pid === master && nameOf(pid) === 'postgres'
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

function stopStranger(pid: number, late: boolean): void {
  try {
    process.kill(pid, late ? 'SIGQUIT' : 'SIGINT')
  } catch {
    return
  }
}
