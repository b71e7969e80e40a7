import { expect, test } from 'vitest'
import { hindranceOf, mappingKey, stepsOf } from './batch.ts'

const counts = {
  rows: 9,
  toCreate: 1,
  toUpdate: 0,
  changed: 0,
  same: 8,
  suspected: 0,
  undecided: 0,
  error: 0,
}

test('the steps follow the state of the batch', () => {
  const states = (status?: string) => stepsOf(status).map(({ state }) => state)
  expect(states()).toEqual(['now', 'next', 'next', 'next'])
  expect(states('checked')).toEqual(['done', 'done', 'now', 'next'])
  expect(states('committed')).toEqual(['done', 'done', 'done', 'done'])
})

test('an undecided suspicion or an empty batch stands in the way', () => {
  expect(hindranceOf({ counts })).toBeUndefined()
  expect(hindranceOf({ counts: { ...counts, undecided: 2 } })).toContain('2 行疑似重复')
  expect(hindranceOf({ counts: { ...counts, toCreate: 0 } })).toContain('没有要新增')
})

test('a choice is remembered by title, unless the title stands twice', () => {
  const column = (letter: string, title: string) => ({ column: letter, title, field: null })
  const sheet = {
    name: '表一',
    header: { firstRow: 1, lastRow: 1 },
    columns: [column('A', '姓名'), column('B', '电话'), column('C', '电话')],
  }
  expect(sheet.columns.map((one) => mappingKey(sheet, one))).toEqual(['姓名', '表一!B', '表一!C'])
})
