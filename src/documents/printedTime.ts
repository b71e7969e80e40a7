const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** A moment as paper and files show it, by the clock in China: 2026/11/21 09:31. */
export function printedTime(at: Date): string {
  return shanghai.format(at)
}
