import { expect, test } from 'vitest'
import { fullPinyin, initials, isPersonName, namePinyin, tidyName } from './pinyin.ts'

test.each([
  ['单洁安', 'shanjiean', 'sja'],
  ['解宝耀', 'xiebaoyao', 'xby'],
  ['仇彩', 'qiucai', 'qc'],
  ['查红', 'zhahong', 'zh'],
  ['曾海', 'zenghai', 'zh'],
  ['区志', 'ouzhi', 'oz'],
  ['朴英', 'piaoying', 'py'],
  ['盖文', 'gewen', 'gw'],
  ['尉迟林', 'yuchilin', 'ycl'],
  ['万俟霞', 'moqixia', 'mqx'],
  ['吕绿', 'lvlv', 'll'],
  ['任海', 'renhai', 'rh'],
  ['买买提·艾力', 'maimaitiaili', 'mmtal'],
  ['𬱖文', 'diwen', 'dw'],
  ['阎 荣', 'yanrong', 'yr'],
  ['', '', ''],
])('%s is %s, %s', (name, full, letters) => {
  expect(fullPinyin(name)).toBe(full)
  expect(initials(name)).toBe(letters)
  expect(namePinyin(name)).toEqual({ namePinyin: full, nameInitials: letters })
})

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
