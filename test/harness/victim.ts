import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const victim = fileURLToPath(import.meta.resolve('#test/harness/postgresVictim.ts'))
const root = process.getuid?.() === 0

/** The account `nobody`. */
export const nobody = 65_534

export interface Victim {
  readonly lines: string[]
  readonly ended: Promise<unknown>
  said(what: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts a process of its own that runs the server on a folder, writing for ever when told so. */
export function runVictim(dataDir: string, forever = '', prefix: string[] = []): Victim {
  const [command = '', ...words] = [...prefix, process.execPath, victim, dataDir, forever]
  const child: ChildProcess = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const ended = once(child, 'close')
  return {
    lines,
    ended,
    async said(what) {
      for (;;) {
        const line = lines.find((each) => what.test(each))
        if (line !== undefined) return line
        if (child.exitCode !== null) throw new Error(`ended without ${what}: ${lines.join('; ')}`)
        await pause(5)
      }
    },
    async kill(signal) {
      child.kill(signal)
      await ended
    },
  }
}

/** Puts a command under an account that is not root's, also where that one could not read the program. */
export function asOrdinaryUser(): string[] {
  if (!root) return []
  const nobodys = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
  const [command = '', ...words] = [...nobodys, 'test', '-r', victim, '-a', '-x', process.execPath]
  if (spawnSync(command, words).status === 0) return nobodys
  return ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`]
}

/** The process number of the running server on a data folder. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(`${dataDir}/postgres/postmaster.pid`, 'utf8').split('\n')[0])
}

/** Processes that work in a data folder. */
export function serversOn(dataDir: string): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir)
    } catch {
      return false
    }
  })
}

/** Waits until no process works in a data folder. */
export async function untilNoServerOn(dataDir: string): Promise<void> {
  while (serversOn(dataDir).length > 0) await pause(20)
}
