import type { Clock } from './execute.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
})

/** The real clock. `today` is the calendar day in China, wherever the server stands. */
export const systemClock: Clock = {
  today: () => shanghai.format(new Date()),
  now: () => new Date(),
}
