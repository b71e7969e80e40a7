/** Chinese names of lunar months and days; no calendar is needed to say them. */

const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const units = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 闰六月十六, 腊月三十. */
export function lunarName(month: number, day: number, leap: boolean): string {
  return `${leap ? '闰' : ''}${months[month - 1] ?? ''}月${lunarDayName(day)}`
}

/** 初一 … 三十. */
function lunarDayName(day: number): string {
  if (day === 10) return '初十'
  if (day === 20) return '二十'
  if (day === 30) return '三十'
  return `${['初', '十', '廿'][Math.floor(day / 10)] ?? ''}${units[day % 10] ?? ''}`
}
