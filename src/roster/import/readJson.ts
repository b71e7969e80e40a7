import type { JsonKey } from '../fields/json.ts'
import { fault, saysNothing, type Reading } from './issue.ts'
import { readHonours } from './readHonours.ts'
import { readCelebratedDay } from './readLunar.ts'
import { readStays } from './readStays.ts'

type Written = Exclude<JsonKey, 'otherPhones'>

const readers: Readonly<Record<Written, (text: string, today: string) => unknown>> = {
  birthCelebrated: readCelebratedDay,
  honours: readHonours,
  seasonalStays: readStays,
}

const faults = {
  birthCelebrated: fault(
    'DATE_INVALID',
    '农历生日请写成“八月十五”或“闰四月初六”的样子，公历的写“公历8月15日”',
  ),
  honours: fault(
    'CODE_UNKNOWN',
    '荣誉请写成“省劳动模范（1986）；县优秀党员（1990年7月，县委）”的样子，多项用分号隔开',
  ),
  seasonalStays: fault(
    'CODE_UNKNOWN',
    '候鸟居住请写成“海南三亚 11月至次年3月”的样子，多处用分号隔开',
  ),
} as const satisfies Record<Written, ReturnType<typeof fault>>

/** A field of several parts read from the text that people write for it. */
export function readJson(key: Written, text: string, today: string): Reading<unknown> {
  if (saysNothing(text)) return {}
  const value = readers[key](text, today)
  return value === undefined ? faults[key] : { value }
}
