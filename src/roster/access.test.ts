import { expect, test } from 'vitest'
import { decide, keysSeen } from './access.ts'
import type { Relation } from './access/relation.ts'
import { purposeCodes, type Purpose } from './purpose.ts'
import type { Role } from '#src/kernel/access.ts'

const detail = (role: Role, relations: Relation[], purposes: Purpose[] = [], more = {}) =>
  decide({ role, relations, action: 'detail', purposes, ...more })

test('a post sees only through the relations that are its own (个人信息保护法 Art. 6)', () => {
  expect(detail('communityWorker', ['branch', 'home']).sightOf('partyJoined')).toBe('hidden')
  expect(detail('branchSecretary', ['community']).sightOf('residenceAddress')).toBe('hidden')
  expect(detail('systemAdmin', ['home']).sightOf('mobile')).toBe('hidden')
})

test('several relations add up', () => {
  const former = detail('unitLiaison', ['formerUnit'], ['treatment'])
  const both = detail('unitLiaison', ['formerUnit', 'payingUnit'], ['treatment'])
  expect([former, both].map((one) => one.sightOf('monthlyPensionFen'))).toEqual(['hidden', 'open'])
})

test('a purpose opens what it needs and what the relation allows, nothing else', () => {
  const visit = detail('bureauClerk', ['home'], ['visit'])
  expect(visit.sightOf('mobile')).toBe('open')
  expect(visit.sightOf('healthStatus')).toBe('open')
  expect(visit.sightOf('monthlyPensionFen')).toBe('masked')
  expect(detail('communityWorker', ['community'], ['correction']).sightOf('idNumber')).toBe(
    'hidden',
  )
})

test('a director approves and counts, and looks up nobody’s health without such a purpose', () => {
  expect(detail('bureauDirector', ['home'], ['service']).sightOf('healthStatus')).toBe('masked')
  expect(detail('bureauDirector', ['home'], ['aid']).sightOf('healthStatus')).toBe('open')
  expect(
    decide({ role: 'bureauDirector', relations: ['home'], action: 'statistics' }).sightOf(
      'healthStatus',
    ),
  ).toBe('open')
})

test('a bureau above the keeping one sees ordinary work data and changes nothing', () => {
  const above = detail('bureauClerk', ['superior'], purposeCodes)
  expect(keysSeen(above, 'open')).not.toContain('mobile')
  expect(above.sightOf('birthArchive')).toBe('masked')
  expect(
    keysSeen(decide({ role: 'bureauClerk', relations: ['superior'], action: 'write' }), 'open'),
  ).toEqual([])
})

test('who keeps a field true may change it; what nobody at the post keeps is closed', () => {
  const resident = decide({ role: 'bureauClerk', relations: ['community'], action: 'write' })
  expect(resident.sightOf('residenceAddress')).toBe('open')
  expect(resident.sightOf('retiredOn')).toBe('hidden')
})

test('of someone under special protection only work data is seen without a purpose', () => {
  const closed = detail('bureauClerk', ['home'], [], { isVip: true })
  expect(closed.sightOf('residenceAddress')).toBe('masked')
  expect(closed.sightOf('rankAtRetirement')).toBe('open')
})

test('an emergency opens what a rescuer needs and no money, number or party file', () => {
  const rescuer = detail('communityWorker', [], [], { emergency: true })
  expect(keysSeen(rescuer, 'open')).toEqual(
    expect.arrayContaining(['mobile', 'residenceAddress', 'allergies', 'healthStatus']),
  )
  for (const key of ['idNumber', 'monthlyPensionFen', 'partyJoined'] as const)
    expect(rescuer.sightOf(key)).toBe('hidden')
})

test('lists never show a full number, whatever was opened before', () => {
  const list = decide({
    role: 'bureauClerk',
    relations: ['home'],
    action: 'list',
    purposes: ['correction'],
  })
  expect(list.sightOf('idNumber')).toBe('masked')
  expect(list.sightOf('mobile')).toBe('masked')
})
