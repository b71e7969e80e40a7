/** 09:31 in China (UTC+8, all year). */
export function clockOf(at: Date | string): string {
  return new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
}
