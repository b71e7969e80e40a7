import { afterAll, expect, test } from 'vitest'
import { stopPdf } from '#src/documents/pdf.ts'
import { useWorld } from '#test/harness/world.ts'
import { readPdf } from '#test/pdf-text.ts'
import { sheetGroups, type SheetFacts } from './sheet.ts'

const world = useWorld()
afterAll(stopPdf)

const facts: SheetFacts = {
  values: { fullName: '王建国', isLeader: false, honours: [], remark: '' },
  derived: { age: 78, lunarBirth: null, partyAge: null, serviceYears: null },
  ties: [
    { kind: 'branch', name: '一支部', validFrom: '2010-01-01', validTo: '2020-01-01' },
    { kind: 'branch', name: '二支部', validFrom: '2020-01-01', validTo: null },
  ],
  tags: [],
  contacts: [],
}

test('the sheet holds what is known and what holds now', () => {
  expect(sheetGroups(facts)).toMatchObject([
    { title: '基本信息', items: [{ value: '王建国' }, { label: '年龄', value: '78周岁' }] },
    { title: '归属', rows: [['党支部', '二支部', '2020年1月1日']] },
  ])
})

test('a printed sheet shows numbers in part, and printing it counts as a look', async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', bureau)
  const mobile = '19999000001'
  const { id } = await world.do(clerk, 'roster.register', {
    values: { fullName: '王建国', retirementCategory: 'tuixiu', mobile },
  })
  const { body } = await world.do(clerk, 'exports.card', { id })
  const text = readPdf(body as Uint8Array)
    .map((page) => page.text)
    .join('')
  expect(text).toContain('王建国')
  expect(text).toContain('199****0001')
  expect(text).not.toContain(mobile)
  const { rows } = await world.do(clerk, 'transparency.looks', { id })
  expect(rows.map((look: { did: string }) => look.did)).toContain('打印档案卡')
})
