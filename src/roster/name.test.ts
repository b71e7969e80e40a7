import { expect, test } from 'vitest'
import { isPersonName, tidyName } from './name.ts'

test.each([
  ['阎 荣', '阎荣'],
  ['阎　荣', '阎荣'],
  ['买买提•艾力', '买买提·艾力'],
  ['买买提 ・ 艾力', '买买提·艾力'],
  [' Ivan  Petrov ', 'Ivan Petrov'],
])('「%s」 is kept as %s', (written, name) => {
  expect(tidyName(written)).toBe(name)
})

test.each(['阎荣', '欧阳娜娜', '买买提·艾力', '𬱖㛃', '努尔艾合买提·吐尔逊江', 'Ivan Petrov'])(
  '%s is a name',
  (name) => {
    expect(isPersonName(name)).toBe(true)
  },
)

test.each(['', '合计', '12', '张三1', '阎', '填表人', '张三(已故)', '——'])(
  '「%s」 is no name',
  (text) => {
    expect(isPersonName(text)).toBe(false)
  },
)
