import { expect, test } from 'vitest'
import type { StaffMember } from '#src/staff/operations.ts'
import { accountsOf, mentions } from './people.ts'

function post(accountId: number, title: string, more: Partial<StaffMember> = {}): StaffMember {
  return {
    accountId,
    account: `a${accountId}`,
    name: '林某',
    endedOn: null,
    invited: false,
    postId: accountId * 10,
    role: 'unitLiaison',
    roleTitle: '单位老干部工作人员',
    title,
    orgId: 3,
    orgName: '县水利局',
    validFrom: '2026-01-01',
    validTo: null,
    ...more,
  }
}

test('several posts are one account; ended goes before not yet begun', () => {
  const accounts = accountsOf([
    post(1, '联络员'),
    post(1, '系统管理员'),
    post(2, '科员', { invited: true }),
    post(3, '科员', { invited: true, endedOn: '2026-02-01' }),
  ])
  expect(accounts.map(({ posts, state }) => [posts.length, state])).toEqual([
    [2, 'active'],
    [1, 'invited'],
    [1, 'ended'],
  ])
})

test('people are found by post and organisation too', () => {
  const [one] = accountsOf([post(1, '联络员')])
  expect(['林', '水利', '联络', 'a1', '县委'].map((text) => one && mentions(one, text))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
})
