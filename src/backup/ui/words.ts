/** A number of bytes as people say it. */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 2 ** 20).toFixed(1)} MB`
}
