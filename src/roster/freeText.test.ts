import { expect, test } from 'vitest'
import { judgingWords } from './freeText.ts'

// 个人信息保护法 Arts. 6, 28: needs are written down, beliefs are not.
test.each(['老人觉悟高', '属于稳控对象', '思想动向平稳', '信教多年', '对组织不满', '政治立场坚定'])(
  '“%s” is warned of',
  (text) => expect(judgingWords(text)).not.toEqual([]),
)

test.each(['血压稳定，按时服药', '希望加装扶手', '重点关注用药', '子女在外地，需要送餐', ''])(
  '“%s” says what is needed and passes',
  (text) => expect(judgingWords(text)).toEqual([]),
)
