const moment = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'medium',
  hour12: false,
})

/** A moment by the clock in Beijing: 2026年11月21日 09:31:05. */
export function clockText(at: string): string {
  return moment.format(new Date(at))
}

/** A number of bytes as people say it. */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}
