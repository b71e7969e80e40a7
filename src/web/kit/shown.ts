/** 3,397 */
export function shownCount(count: number): string {
  return count.toLocaleString('zh-CN')
}

/** 7.12%: two decimals, as the yearly report has them; — where there is nothing to share. */
export function shownShare(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '—' : `${(share * 100).toFixed(2)}%`
}
