import { expect, test } from 'vitest'
import * as z from 'zod'
import type { Operation } from '#src/kernel/operation.ts'
import { operations } from '#src/operations.ts'

interface Schema {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly additionalProperties?: unknown
  readonly propertyNames?: unknown
  readonly [part: string]: unknown
}

const all: [string, Operation][] = Object.entries(operations)

/** Every object of a shape, however deep, with the way to it. */
function objectsIn(schema: unknown, way = 'input'): [string, Schema][] {
  if (Array.isArray(schema)) return schema.flatMap((one, at) => objectsIn(one, `${way}.${at}`))
  if (schema === null || typeof schema !== 'object') return []
  const found = Object.entries(schema).flatMap(([key, inner]) => objectsIn(inner, `${way}.${key}`))
  const { type, properties } = schema as Schema
  return type === 'object' && properties ? [[way, schema as Schema], ...found] : found
}

// ASVS 5.0 V15.3.3, OWASP API3: a key that nobody asked for is refused, at every depth.
test.each(all)('%s takes no key that it does not name', (_name, { input }) => {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const loose = objectsIn(schema).filter(([, one]) => one.additionalProperties !== false)
  expect(loose.map(([way]) => way)).toEqual([])
})

const foreign = [
  'orgId',
  'role',
  'accountId',
  'homeId',
  'reach',
  'isVip',
  '__proto__',
  'constructor',
]

test.each(foreign)('the key %s is refused where an operation does not name it', (key) => {
  const silent = all.filter(([, { input }]) => {
    const named = JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))
    // Of several shapes the one meant is not known before it fits; the test above covers them.
    if (named.includes(`"${key}"`) || /^[^}]*"(oneOf|anyOf)":/.test(named)) return false
    const given = JSON.parse(`{"${key}":1}`) as unknown
    const parsed = input.safeParse(given)
    return parsed.success || !JSON.stringify(parsed.error.issues).includes('unrecognized_keys')
  })
  expect(silent.map(([name]) => name)).toEqual([])
})
