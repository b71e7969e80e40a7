/** Where a request came from, in words. */
export function placeOf(source: string): string {
  const local = source === '127.0.0.1' || source === '::1' || source === '::ffff:127.0.0.1'
  return local ? '本机' : `来自 ${source}`
}
