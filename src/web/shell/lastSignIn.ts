const moment = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
})

/** A moment in words, Beijing time: 2026年11月21日 12:05. */
export function momentOf(at: string): string {
  return moment.format(new Date(at))
}

/** Where a request came from, in words. */
export function placeOf(source: string): string {
  const local = source === '127.0.0.1' || source === '::1' || source === '::ffff:127.0.0.1'
  return local ? '本机' : `来自 ${source}`
}
