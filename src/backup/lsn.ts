/** A place in the log of changes, in bytes; far below 2^53 for any log that fits a disk. */
export type Lsn = number

/** `16/B374D848` as a number. */
export function lsnOf(text: string): Lsn {
  const [high = '', low = ''] = text.split('/')
  return Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16)
}

/** The number as PostgreSQL writes it. */
export function lsnText(lsn: Lsn): string {
  return `${hex(Math.floor(lsn / 2 ** 32))}/${hex(lsn % 2 ** 32)}`.toUpperCase()
}

/** The name of the file of the log that holds a place, after PostgreSQL's rule for names of segments. */
export function segmentName(timeline: number, lsn: Lsn, segmentBytes: number): string {
  const number = Math.floor(lsn / segmentBytes)
  const perHigh = 2 ** 32 / segmentBytes
  const parts = [timeline, Math.floor(number / perHigh), number % perHigh]
  return parts
    .map((part) => hex(part, 8))
    .join('')
    .toUpperCase()
}

/** The names of the files that hold the log from one place up to, not with, another. */
export function segmentNames(timeline: number, from: Lsn, to: Lsn, segmentBytes: number): string[] {
  const first = Math.floor(from / segmentBytes)
  const count = Math.ceil(to / segmentBytes) - first
  const places = Array.from({ length: count }, (_, index) => (first + index) * segmentBytes)
  return places.map((place) => segmentName(timeline, place, segmentBytes))
}

function hex(value: number, digits = 1): string {
  return value.toString(16).padStart(digits, '0')
}
