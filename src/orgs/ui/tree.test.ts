import { expect, test } from 'vitest'
import type { OrgNode } from '#src/orgs/operations.ts'
import { foundIn, treeOf } from './tree.ts'

function org(id: number, parentId: number | null, name: string, more: Partial<OrgNode> = {}) {
  return { id, parentId, kind: 'unit', name, dissolvedOn: null, people: 0, ...more } as OrgNode
}

const orgs = [
  org(3, 1, '县水利局', { people: 46 }),
  org(4, 3, '水文站'),
  org(5, 3, '灌区管理处', { dissolvedOn: '2020-01-01' }),
  org(9, 8, '枫林社区', { kind: 'community' }),
]

test('those whose parent is out of reach are roots; children keep their order', () => {
  expect(treeOf(orgs)).toMatchObject([
    {
      id: '3',
      title: '县水利局',
      note: '单位 46 人',
      expandable: true,
      children: [
        { id: '4', note: '单位', expandable: false },
        { id: '5', note: '单位 已撤销' },
      ],
    },
    { id: '9', note: '社区' },
  ])
})

test('what is found stays under those above it', () => {
  expect(foundIn(orgs, '水文').map(({ id }) => id)).toEqual([3, 4])
  expect(foundIn(orgs, '', 'community').map(({ id }) => id)).toEqual([9])
  expect(foundIn(orgs, '没有')).toEqual([])
})
