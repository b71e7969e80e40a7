import { expect, test } from 'vitest'
import { look, one, three, two } from '#test/rosters/look.ts'
import { showValue } from '../fields.ts'
import { readBool } from './readCode.ts'
import { readHonours } from './readHonours.ts'
import { readCelebratedDay } from './readLunar.ts'
import { readStays } from './readStays.ts'

const honour = (title: string, on: string | null, body = '', level = '') => ({
  title,
  level,
  body,
  on,
})

test.each([
  ['省劳动模范（1986）', [honour('省劳动模范', '1986')]],
  ['省劳动模范（1986年5月，省总工会）', [honour('省劳动模范', '1986-05', '省总工会')]],
  ['1986年省劳动模范', [honour('省劳动模范', '1986')]],
  ['1986.05 省劳动模范', [honour('省劳动模范', '1986-05')]],
  ['1986年度先进工作者', [honour('先进工作者', '1986')]],
  ['省劳动模范 1986年 省政府', [honour('省劳动模范', '1986', '省政府')]],
  ['1986年被省政府授予省劳动模范称号', [honour('省劳动模范', '1986', '省政府')]],
  ['1951年荣立三等功', [honour('三等功', '1951')]],
  ['省级劳动模范', [honour('省级劳动模范', null, '', '省级')]],
  ['全国五一劳动奖章（集体）', [honour('全国五一劳动奖章 集体', null)]],
  [
    '省劳动模范（1986）；全国先进工作者（1990）',
    [honour('省劳动模范', '1986'), honour('全国先进工作者', '1990')],
  ],
  [
    '1986年省劳动模范、1990年县优秀党员',
    [honour('省劳动模范', '1986'), honour('县优秀党员', '1990')],
  ],
  ['1. 省劳动模范\n2. 县优秀党员', [honour('省劳动模范', null), honour('县优秀党员', null)]],
  ['1986年、省劳动模范', [honour('省劳动模范', '1986')]],
  ['“光荣在党50年”纪念章（2021）', [honour('“光荣在党50年”纪念章', '2021')]],
])('the honours %s', (text, honours) => {
  expect(readHonours(text)).toEqual(honours)
})

test.each(['1986', '1986.13 省劳动模范', '12345', '有', `${'省'.repeat(70)}`])(
  '%s names no honour',
  (text) => {
    expect(readHonours(text)).toBeUndefined()
  },
)

const stay = (place: string, from: string, to: string | null, yearly = true) => ({
  place,
  from,
  to,
  yearly,
})
const winter = [stay('海南三亚', '2026-11', '2027-03')]

test.each([
  ['海南三亚 11月至次年3月', winter],
  ['海南三亚（11月—3月）', winter],
  ['每年11月到次年3月在海南三亚过冬', winter],
  ['11-3月 海南三亚', winter],
  ['海南三亚，每年11月份至翌年3月份', winter],
  ['贵阳 6月至8月', [stay('贵阳', '2027-06', '2027-08')]],
  ['贵阳 6月至11月', [stay('贵阳', '2026-06', '2026-11')]],
  ['海南三亚 2025年11月至2026年3月', [stay('海南三亚', '2025-11', '2026-03', false)]],
  ['海南三亚（2025.11-2026.03）', [stay('海南三亚', '2025-11', '2026-03', false)]],
  ['2025年11月起 海口市', [stay('海口市', '2025-11', null, false)]],
  ['海南三亚 11月至次年3月；贵阳 6月至8月', [...winter, stay('贵阳', '2027-06', '2027-08')]],
])('the stays %s', (text, stays) => {
  expect(readStays(text, '2026-11-21')).toEqual(stays)
})

test.each(['海南', '冬季去海南', '13月至3月 三亚', '11月至次年3月', '是'])(
  '%s is no dated stay',
  (text) => {
    expect(readStays(text, '2026-11-21')).toBeUndefined()
  },
)

test('what a record shows of honours and stays can be imported again', () => {
  const honours = [honour('省劳动模范', '1986', '省人民政府'), honour('县优秀党员', null)]
  expect(readHonours(showValue('honours', honours))).toEqual(honours)
  for (const stays of [winter, [stay('海口市', '2025-11', '2026-03', false)]])
    expect(readStays(showValue('seasonalStays', stays), '2026-11-21')).toEqual(stays)
})

test('columns of honours and stays are read; what is neither is warned of', async () => {
  const seen = await look([
    ['姓名', '身份证号', '获得荣誉', '候鸟居住'],
    ['张国华', one, '省劳动模范（1986）', '海南三亚 11月至次年3月'],
    ['李秀兰', two, '无', '冬季去海南'],
    ['王振山', three, '1986', null],
  ])
  expect(seen.columns).toEqual(['fullName', 'idNumber', 'honours', 'seasonalStays'])
  expect(seen.issues).toEqual(['D3 CODE_UNKNOWN', 'C4 CODE_UNKNOWN'])
})

test.each([
  ['否', { value: false }],
  ['没有', { value: false }],
  ['是', { value: true }],
  ['—', {}],
])('%s in a column of yes and no', (text, reading) => {
  expect(readBool('isLeader', text)).toEqual(reading)
})

test('what is neither yes nor no is asked about', () => {
  expect(readBool('isLeader', '可能').fault?.code).toBe('CODE_UNKNOWN')
})

test.each([
  ['公历8月15日', { calendar: 'solar', month: 8, day: 15, leap: false }],
  ['阳历 8.15', { calendar: 'solar', month: 8, day: 15, leap: false }],
  ['八月十五', { calendar: 'lunar', month: 8, day: 15, leap: false }],
  ['公历2月30日', undefined],
])('the birthday %s', (text, day) => {
  expect(readCelebratedDay(text)).toEqual(day)
})
