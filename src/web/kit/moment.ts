const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** A moment as the clock on the wall in China shows it: 2026年11月21日 09:31. */
export function clockTime(moment: string | Date): string {
  const parts = shanghai.formatToParts(new Date(moment))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const hour = part('hour') === '24' ? '00' : part('hour')
  return `${part('year')}年${part('month')}月${part('day')}日 ${hour}:${part('minute')}`
}

/** The same to the second: 2026年11月21日 09:31:05. */
export function secondsTime(moment: string | Date): string {
  const seconds = String(new Date(moment).getUTCSeconds()).padStart(2, '0')
  return `${clockTime(moment)}:${seconds}`
}
