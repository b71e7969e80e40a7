import { expect, test } from 'vitest'
import { RetireeShape } from '#src/roster/fields.ts'
import { withoutBlanks } from '#src/web/kit/formErrors.ts'
import { changesOf, formValues, tidied } from './values.ts'

const stored = {
  fullName: '王建国',
  gender: '1',
  isLeader: null,
  serviceBreakMonths: null,
  birthCelebrated: { leap: false, day: 3, month: 2, calendar: 'lunar' as const },
  honours: [{ title: '劳动模范', level: '', body: '县政府', on: null }],
  otherPhones: null,
}

/** What comes back of a form that nobody touched. */
function untouched(values: object) {
  return RetireeShape.parse(tidied(withoutBlanks(formValues({ ...values }), undefined)))
}

test('a form that nobody touched changes nothing', () => {
  expect(changesOf(stored, untouched(stored))).toEqual({})
  expect(changesOf({}, untouched({}))).toEqual({})
})

test('an emptied field becomes null, a ticked box true, an added row a row', () => {
  const form = {
    ...formValues(stored),
    gender: '',
    isLeader: true,
    birthCelebrated: { calendar: '', month: 2, day: 3, leap: false },
    otherPhones: [
      { phone: '19999000001', owner: '' },
      { phone: '', owner: '' },
    ],
  }
  const next = RetireeShape.parse(tidied(withoutBlanks(form, undefined)))
  expect(changesOf(stored, next)).toEqual({
    gender: null,
    isLeader: true,
    birthCelebrated: null,
    otherPhones: [{ phone: '19999000001', owner: '' }],
  })
})

test('a no is kept apart from not knowing', () => {
  const answered = (isLeader: boolean | null) =>
    changesOf(stored, untouched({ ...stored, isLeader }))
  expect(answered(false)).toEqual({ isLeader: false })
  expect(answered(null)).toEqual({})
  const knownNo = { ...stored, isLeader: false }
  expect(changesOf(knownNo, untouched(knownNo))).toEqual({})
  expect(changesOf(knownNo, { ...untouched(knownNo), isLeader: null })).toEqual({ isLeader: null })
})

test('of a new person only what was said is sent: no answer is not a no', () => {
  const form = { ...formValues({}), fullName: '王建国', isKeyPost: true }
  const said = RetireeShape.parse(tidied(withoutBlanks(form, undefined)))
  expect(changesOf({}, said)).toEqual({ fullName: '王建国', isKeyPost: true })
  expect(changesOf({}, { ...said, countsInStatistics: false })).toMatchObject({
    countsInStatistics: false,
  })
})

test('only the named fields are looked at', () => {
  expect(changesOf(stored, { fullName: '王建军', gender: '2' }, ['gender'])).toEqual({
    gender: '2',
  })
})
