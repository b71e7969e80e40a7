/** From when until when nobody is disturbed, as `HH:MM`; it may pass midnight. */
export interface QuietHours {
  readonly quietFrom: string
  readonly quietTo: string
}

const minute = 60_000
/** China has had one time and no summer time since 1991. */
const ahead = 8 * 60

/**
 * The moment from which a message may go out: at once, or when the quiet hours that it falls into
 * end. Times of day are those of Asia/Shanghai.
 */
export function afterQuiet(at: Date, hours: QuietHours | undefined): Date {
  if (!hours) return at
  const [from, to] = [minutesOf(hours.quietFrom), minutesOf(hours.quietTo)]
  const local = Math.floor(at.getTime() / minute) + ahead
  const time = ((local % 1440) + 1440) % 1440
  const quiet = from <= to ? time >= from && time < to : time >= from || time < to
  if (!quiet) return at
  const wait = (((to - time) % 1440) + 1440) % 1440
  return new Date((local - ahead + wait) * minute)
}

function minutesOf(text: string): number {
  const [hour, rest] = text.split(':').map(Number)
  return (hour ?? 0) * 60 + (rest ?? 0)
}
