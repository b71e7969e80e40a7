import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterQuiet } from './hours.ts'
import { bodyOf } from './httpProvider.ts'
import { providerOf } from './settings.ts'
import { caps, nextAllowed } from './state.ts'
import { channels, templateCodes, templateRule, type Channel } from './template.ts'
import { filled, holdersIn, refusalOfText, segmentsOf } from './text.ts'

// 3GPP TS 23.040: 70 characters in one, 67 in each part of several.
test.each([
  [1, 1],
  [70, 1],
  [71, 2],
  [134, 2],
  [135, 3],
])('%i characters are %i text messages', (length, segments) => {
  expect(segmentsOf('字'.repeat(length))).toBe(segments)
})

test('every text the platform brings keeps to its own rules', () => {
  for (const code of templateCodes)
    for (const [channel, text] of Object.entries(templateRule(code).texts)) {
      expect(Object.keys(channels)).toContain(channel)
      expect(refusalOfText(code, channel as Channel, text)).toBeUndefined()
    }
})

test.each([
  ['{name}您好', undefined],
  ['您好', undefined],
  ['{name}您好，{illness}', 'messages.unknownHolder'],
  ['{name您好', 'messages.brokenHolder'],
  ['{name}}您好', 'messages.brokenHolder'],
  ['字'.repeat(336), 'messages.tooLong'],
])('a bureau may write %j: %s', (text, code) => {
  expect(refusalOfText('ticketAnswered', 'sms', text)?.code).toBe(code)
})

test('what fills the braces is never read as braces', () => {
  const values = { name: '{org}', number: 'SX1', org: '某局', phone: '$&' }
  expect(filled('{name}，{org}，{phone}', values)).toBe('{org}，某局，$&')
  expect(holdersIn('{a}{b}{a}')).toEqual(['a', 'b'])
})

const hours = { quietFrom: '21:00', quietTo: '08:00' }

test('nothing goes out in the quiet hours, and nothing waits longer than they last', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01') }), (at) => {
      if (Number.isNaN(at.getTime())) return
      const goes = afterQuiet(at, hours)
      const hour = Number(
        new Intl.DateTimeFormat('en', {
          timeZone: 'Asia/Shanghai',
          hour: '2-digit',
          hourCycle: 'h23',
        }).format(goes),
      )
      expect(hour).toBeGreaterThanOrEqual(8)
      expect(hour).toBeLessThan(21)
      expect(goes.getTime() - at.getTime()).toBeLessThanOrEqual(11 * 3_600_000)
      expect(goes.getTime()).toBeGreaterThanOrEqual(at.getTime())
      expect(afterQuiet(goes, hours)).toEqual(goes)
    }),
  )
})

test('without quiet hours everything goes at once', () => {
  const at = new Date('2026-11-21T03:00:00+08:00')
  expect(afterQuiet(at, undefined)).toEqual(at)
})

// 1 in 60 s, 5 in an hour, 10 in a day to one number.
test('however many are asked for, a number gets no more than its cap in any window', () => {
  const start = Date.parse('2026-11-21T08:00:00+08:00')
  const sent: Date[] = []
  for (let asked = 0; asked < 5000; asked++) {
    const now = new Date(start + asked * 20_000)
    if (nextAllowed(now, sent.toReversed()).getTime() <= now.getTime()) sent.push(now)
  }
  for (const { most, withinMs } of caps)
    for (const from of sent) {
      const inside = sent.filter(
        (at) => at >= from && at.getTime() - from.getTime() < withinMs,
      ).length
      expect(inside).toBeLessThanOrEqual(most)
    }
  expect(sent.length).toBeGreaterThan(10)
})

test('a body stays JSON whatever is in it', () => {
  const text = '“您好”"\\{phone}\n'
  const message = { id: 1, publicId: 'u-1', attempt: 1, phone: '19999030001', text }
  const body = bodyOf('{"to":["{phone}"],"content":"{text}","id":"{id}"}', message)
  expect(JSON.parse(body)).toEqual({ to: ['19999030001'], content: text, id: 'u-1' })
})

test('settings that cannot be read are named', () => {
  const say = (env: Record<string, string>) => () => providerOf(env, '/nowhere')
  expect(say({ SMS_URL: 'not a url' })).toThrow('SMS_URL')
  expect(say({ SMS_URL: 'https://sms.example.cn', SMS_HEADERS: 'x' })).toThrow('SMS_HEADERS')
  expect(say({ SMS_URL: 'https://sms.example.cn', SMS_ACCEPTED: '(' })).toThrow('SMS_ACCEPTED')
  expect(providerOf({}, '/nowhere').name).toBe('file')
})
