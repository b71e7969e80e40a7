import { expect, test } from 'vitest'
import { fullYearsBetween } from '#src/kernel/day.ts'
import { refusalOfPassword } from '#src/staff/password.ts'
import { isCitizenId } from '#src/roster/citizenId.ts'
import { fields, RegisterShape } from '#src/roster/fields.ts'
import { refusalsOfRecord } from '#src/roster/consistency.ts'
import { demoAccounts } from './accounts.ts'
import { demoCounty } from './county.ts'
import { happenings } from './happenings.ts'

const today = '2026-11-21'
const { county, people } = demoCounty({ today })
const living = people.filter(({ facts }) => facts.leftOn === null)
const of = (category: string) => living.filter(({ facts }) => facts.retirementCategory === category)
const share = (part: number) => ((part / living.length) * 100).toFixed(2)

test('the register counts 3,397 = 242 离休 + 3,155 退休, 7.12 % and 92.88 %', () => {
  expect([living.length, of('lixiu').length, of('tuixiu').length]).toEqual([3397, 242, 3155])
  expect([share(of('lixiu').length), share(of('tuixiu').length)]).toEqual(['7.12', '92.88'])
  expect(people.length - living.length).toBe(25)
})

test('a 离休 cadre joined by 1949-09-30 and is as old today as that makes one', () => {
  const ages = of('lixiu').map(({ facts }) => fullYearsBetween(facts.birthId ?? today, today))
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(91)
  const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length
  expect(mean).toBeGreaterThan(94)
  expect(mean).toBeLessThan(98)
  for (const { facts } of of('lixiu')) expect(facts.revolutionJoin! <= '1949-09-30').toBe(true)
})

test('every identity number is valid, belongs to no province and occurs once', () => {
  const numbers = people.map(({ facts }) => facts.idNumber ?? '')
  for (const number of numbers) {
    expect(number).toMatch(/^9901\d{2}/)
    expect(isCitizenId(number), number).toBe(true)
  }
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('every phone number lies in the invented ranges', () => {
  for (const { facts, contacts } of people) {
    if (facts.mobile) expect(facts.mobile).toMatch(/^1999900\d{4}$/)
    if (facts.landline) expect(facts.landline).toMatch(/^0999-990\d{4}$/)
    for (const { phone } of contacts) expect(phone).toMatch(/^199990[12]\d{4}$/)
  }
})

test('the register would accept every person as the clerk enters them', () => {
  const keys = new Set(fields.map(({ key }) => key as string))
  const jsonKeys = new Set(
    fields.filter(({ kind }) => kind === 'json').map(({ key }) => key as string),
  )
  for (const { facts } of living) {
    const values = Object.fromEntries(
      Object.entries(facts)
        .filter(([key, value]) => keys.has(key) && value !== null)
        .map(([key, value]) => [key, jsonKeys.has(key) ? JSON.parse(value as string) : value]),
    )
    const parsed = RegisterShape.safeParse(values)
    expect(parsed.error?.issues, facts.fullName).toBeUndefined()
    expect(
      refusalsOfRecord(parsed.data as Parameters<typeof refusalsOfRecord>[0], today).filter(
        Boolean,
      ),
      JSON.stringify(values),
    ).toEqual([])
  }
})

test('the same day gives the same county', () => {
  expect(demoCounty({ today })).toEqual({ county, people })
  expect(happenings(people, today)).toEqual(happenings(people, today))
})

test('the tree has 60 units, 40 communities, 8 townships, 9 associations, 15 + 29 branches', () => {
  const count = (kind: string) => county.all.filter((org) => org.kind === kind).length
  expect(count('unit')).toBe(60)
  expect(count('community')).toBe(40)
  expect(count('subdistrict')).toBe(8)
  expect(count('association')).toBe(9)
  expect([count('branch'), count('jointBranch')]).toEqual([15, 29])
  for (const kind of ['region', 'organizationDepartment', 'bureau', 'managementCentre'])
    expect(count(kind)).toBe(1)
  for (const kind of ['partyWorkCommittee', 'activityCentre', 'elderUniversity'])
    expect(count(kind)).toBe(1)
})

test('parents come before their children, and every tie leads to an organisation', () => {
  const known = new Set<string | null>([null])
  for (const { key, parent } of county.all) {
    expect(known.has(parent), key).toBe(true)
    known.add(key)
  }
  for (const { ties } of people) for (const { org } of ties) expect(known.has(org), org).toBe(true)
  for (const { orgKey, org } of demoAccounts)
    expect(county.all.find(({ key }) => key === orgKey)?.name).toBe(org)
})

test('no branch outgrows 50 members (中国共产党支部工作条例), and about 60 % are members', () => {
  const sizes = new Map<string, number>()
  for (const { ties } of people)
    for (const { kind, org } of ties)
      if (kind === 'branch') sizes.set(org, (sizes.get(org) ?? 0) + 1)
  expect(sizes.size).toBe(44)
  expect(Math.max(...sizes.values())).toBeLessThanOrEqual(50)
  const members = living.filter(({ facts }) => facts.politicalStatus === '01').length
  expect(members / living.length).toBeCloseTo(0.6, 1)
})

test('a few people lack a manager, a community, a branch or a contact', () => {
  const without = (kind: string) =>
    living.filter(({ ties }) => !ties.some((tie) => tie.kind === kind && tie.to === null)).length
  for (const kind of ['managingUnit', 'community']) {
    expect(without(kind)).toBeGreaterThan(3)
    expect(without(kind)).toBeLessThan(30)
  }
  expect(living.filter(({ contacts }) => contacts.length === 0).length).toBeGreaterThan(10)
})

test('rare characters and long names are among them', () => {
  const names = people.map(({ facts }) => facts.fullName).join()
  for (const rare of ['𬱖', '㛃', '·', '欧阳']) expect(names).toContain(rare)
})

test('nothing is said about ideas, attitudes or beliefs', () => {
  const said = JSON.stringify([county, people, happenings(people, today)])
  for (const word of ['思想', '觉悟', '稳控', '信教', '宗教', '信仰'])
    expect(said).not.toContain(word)
})

test('nothing happened after the day, and nobody was visited before being registered', () => {
  const { visits, events } = happenings(people, today)
  expect(visits.length).toBeGreaterThan(2000)
  for (const { visitedOn, person } of visits) {
    expect(visitedOn <= today).toBe(true)
    expect(visitedOn >= (people[person]?.facts.registeredOn ?? '')).toBe(true)
  }
  for (const { happenedOn } of events) expect(happenedOn <= today).toBe(true)
  for (const { facts } of people) expect(facts.registeredOn <= today).toBe(true)
})

test('the passwords are as good as the platform asks of anybody', () => {
  for (const { account, password } of demoAccounts)
    expect(refusalOfPassword(password, { account })).toBeUndefined()
})
