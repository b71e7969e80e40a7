import { readdir, rm } from 'node:fs/promises'
import { readHead } from './pieces.ts'
import { logFiles } from './stream/logFolder.ts'
import type { Head } from './head.ts'

const ours = /^chongyang-\d{8}-\d{6}\.backup$/
const mostAgeHours = 25
const nightAgeHours = 20
const night = { from: 1, to: 5 }

/** A nightly backup in its folder. */
export interface Nightly {
  readonly file: string
  readonly head: Head
}

/** The name of a nightly backup, by the clock in Beijing. */
export function nightlyName(now: Date): string {
  const digits = now.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).replaceAll(/[-:]/g, '')
  return `chongyang-${digits.replace(' ', '-')}.backup`
}

/** The nightly backups of a folder, oldest first; what cannot be read does not count. */
export async function nightlies(folder: string): Promise<Nightly[]> {
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => ours.test(name))
  const found = names.sort().map(async (name) => {
    const file = `${folder}/${name}`
    const known = await readHead(file).catch(() => undefined)
    return known ? [{ file, head: known.head }] : []
  })
  return (await Promise.all(found)).flat()
}

/**
 * Whether a backup is due: every night between one and five o'clock, at any hour when the last is older than a day
 * (an office computer may be off at night), and when none goes with the present log of changes.
 * @param stream the present log, if one is kept
 */
export function isDue(last: Head | undefined, stream: string | undefined, now: Date): boolean {
  if (!last || (stream !== undefined && last.stream !== stream)) return true
  const hours = (now.getTime() - Date.parse(last.madeAt)) / 3_600_000
  const clock = { timeZone: 'Asia/Shanghai', hour: 'numeric', hourCycle: 'h23' } as const
  const hour = Number(now.toLocaleString('en-GB', clock))
  const isNight = hour >= night.from && hour < night.to
  return hours > (isNight ? nightAgeHours : mostAgeHours)
}

/** Removes all but the newest backups, and of the kept logs what no remaining backup goes on with. */
export async function prune(
  folder: string,
  logs: string,
  stream: string | undefined,
  keep: number,
): Promise<void> {
  const all = await nightlies(folder)
  const kept = all.slice(-keep)
  for (const { file } of all.slice(0, -keep)) await rm(file)
  for (const name of await readdir(logs).catch((): string[] => [])) {
    const places = kept.flatMap(({ head }) => (head.stream === name ? [head.from ?? 0] : []))
    if (places.length) await pruneLog(`${logs}/${name}`, Math.min(...places))
    else if (name !== stream) await rm(`${logs}/${name}`, { recursive: true, force: true })
  }
}

async function pruneLog(folder: string, from: number): Promise<void> {
  const files = await logFiles(folder)
  const first = files.findLastIndex((each) => each.from <= from)
  for (const { file } of files.slice(0, Math.max(first, 0))) await rm(file)
}
