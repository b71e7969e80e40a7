import { expect, test } from 'vitest'
import { fullPinyin, initials, namePinyin } from './pinyin.ts'

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
