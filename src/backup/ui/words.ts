/** A moment by the clock in Beijing, to the second. */
export function clockText(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
}

/** A number of bytes as people say it. */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}
