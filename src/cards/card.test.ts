import { expect, test } from 'vitest'
import { cardGroups, type CardFacts } from './card.ts'
import { familyParty, gapsOf, orgParty } from './party.ts'

const relative = {
  name: '张晓东',
  relation: '20',
  phone: '199****0003',
  isEmergency: true,
  consented: true,
}
const unit = { name: '示范县水务局', inCharge: '王局长', liaison: null, phone: '0999-9900001' }
const facts: CardFacts = {
  id: 1,
  values: { fullName: '张国华', gender: '1', retirementCategory: 'tuixiu' },
  age: 78,
  contacts: [relative],
  parties: [orgParty('unit', unit), orgParty('community', undefined), familyParty([])],
  needs: Array.from({ length: 10 }, (_, at) => ({
    what: `事项${at}`,
    dueOn: '2027-02-05',
    who: unit.name,
    state: '待办',
  })),
}

// Requirements C02-01 and C02-02: five who answer, and named gaps.
test('who is missing among the five is named', () => {
  expect(gapsOf(facts.parties)).toEqual(['未登记所属社区', '未登记家属或紧急联系人'])
  expect(orgParty('bureau', { ...unit, inCharge: null }).gap).toBe('老干部工作部门未明确联系人')
  expect(orgParty('branch', undefined, false)).toMatchObject({ name: '不适用', gap: '' })
})

test('a relative is named only with consent, the emergency contact first', () => {
  const other = { ...relative, name: '李秀兰', isEmergency: false }
  expect(familyParty([other, relative]).person).toBe('张晓东')
  expect(familyParty([{ ...relative, consented: false }])).toMatchObject({
    person: '',
    gap: '家属还没有同意留下姓名和电话',
  })
  expect(familyParty([{ ...relative, phone: null }]).gap).toBe('没有家属电话')
})

test('a service card lists needs with their state and leaves lines to write on', () => {
  const table = cardGroups('service', facts).at(-1)
  const rows = table && 'rows' in table ? table.rows : []
  expect(rows).toHaveLength(6 + 1 + 2)
  expect(rows[0]).toEqual(['事项0', '2027-02-05', '示范县水务局', '待办'])
  expect(rows[6]?.[0]).toBe('另有 4 项，见系统')
})

// 个人信息保护法 Arts. 6, 28: neither health nor what anyone thinks has a place on a card.
test('a card has no place for health, money or opinions', () => {
  const labels = cardGroups('service', facts).flatMap((group) =>
    'items' in group ? group.items.map(({ label }) => label) : [],
  )
  expect(labels.join()).not.toMatch(/健康|病|收入|退休费|思想|态度/)
})
