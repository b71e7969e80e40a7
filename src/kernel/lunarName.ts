/** Chinese names of lunar months and days; no calendar is needed to say them. */

const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const units = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 闰六月十六, 腊月三十. */
export function lunarName(month: number, day: number, leap: boolean): string {
  return `${leap ? '闰' : ''}${months[month - 1] ?? ''}月${lunarDayName(day)}`
}

/** 初一 … 三十. */
export function lunarDayName(day: number): string {
  if (day === 10) return '初十'
  if (day === 20) return '二十'
  if (day === 30) return '三十'
  return `${['初', '十', '廿'][Math.floor(day / 10)] ?? ''}${units[day % 10] ?? ''}`
}

/** Reads 农历闰六月十六, 六月廿六, 腊月二十九, 8月15; undefined when it is no lunar date. */
export function parseLunarName(
  text: string,
): { month: number; day: number; leap: boolean } | undefined {
  const plain = text.normalize('NFKC').replace(/\s|农历|阴历|旧历|[()]/g, '')
  const [, leap, monthText, dayText] =
    /^(闰?)([^月]{1,2})月(?:初)?([^日号]{1,3})[日号]?$/.exec(plain) ?? []
  const month = monthText ? monthOf(monthText) : undefined
  const day = dayText ? dayOf(dayText) : undefined
  return month && day ? { month, day, leap: leap === '闰' } : undefined
}

function monthOf(text: string): number | undefined {
  const spelled = text.replace('十一', '冬').replace('十二', '腊').replace('一', '正')
  const month = /^\d+$/.test(text) ? Number(text) : months.indexOf(spelled) + 1
  return month >= 1 && month <= 12 ? month : undefined
}

function dayOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 30 ? Number(text) : undefined
  const spelled = text.replace(/^廿$/, '二十').replace(/^二十(?=.)/, '廿')
  for (let day = 1; day <= 30; day++)
    if (lunarDayName(day).replace('初', '') === spelled) return day
  return undefined
}
