import { expect, test } from 'vitest'
import { additions, contradictions } from './compare.ts'

const keep = { fullName: '王建国', mobile: '199****0001', isLeader: false, honours: [] }
const drop = { fullName: '王建国', mobile: '199****0002', degree: '学士', isLeader: true }

test('a choice is asked only where both say something different', () => {
  expect(contradictions(keep, drop)).toEqual([
    { key: 'isLeader', title: '曾任领导职务', kept: '否', dropped: '是' },
    { key: 'mobile', title: '手机', kept: '199****0001', dropped: '199****0002' },
  ])
})

test('what only the dropped record has is taken over', () => {
  expect(additions(keep, drop).map(({ key }) => key)).toEqual(['degree'])
})
