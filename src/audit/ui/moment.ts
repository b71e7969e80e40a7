import { clockTime } from '#src/roster/ui/moment.ts'

/** A moment to the second, as the clock on the wall in China shows it. */
export function secondsTime(moment: string | Date): string {
  const seconds = String(new Date(moment).getUTCSeconds()).padStart(2, '0')
  return `${clockTime(moment)}:${seconds}`
}
