import * as fc from 'fast-check'
import * as z from 'zod'

interface Schema {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
}

/** Text as people and attackers send it: rare characters, joiners, other directions, nothing, NUL, quotes. */
const texts = [
  '',
  ' ',
  '张三',
  '𬱖㛃·买买提',
  '𠮷野',
  'é́́́',
  '👩‍👩‍👧‍👦',
  '\u202eabc',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '"; drop table retiree; --',
  "' or '1'='1",
  '%_\\',
  '=cmd|1',
  '{}',
  '[]',
  'null',
  '-1',
  '1e400',
  '__proto__',
  'constructor',
  '2026-02-30',
  '2026-13',
  '0000-00-00',
  '99010119480312001X',
  '19999000001',
  'x'.repeat(5_000),
]
const numbers = [0, -1, 1, 2, 3, 1.5, 2_147_483_648, 9_007_199_254_740_991, -2_147_483_649, 1e308]
const anything = fc.oneof(
  fc.constantFrom<unknown>(...texts, ...numbers, null, true, false, [], {}),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Values for a shape: mostly such as it wants, now and then anything at all, missing or beyond it. */
export function inputsFor(shape: z.ZodType, ids: readonly number[]): fc.Arbitrary<unknown> {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
  return fc.oneof(
    { weight: 12, arbitrary: valueFor(schema, ids) },
    { weight: 1, arbitrary: anything },
  )
}

function valueFor(schema: Schema, ids: readonly number[]): fc.Arbitrary<unknown> {
  const wanted = wantedFor(schema, ids)
  return fc.oneof({ weight: 14, arbitrary: wanted }, { weight: 1, arbitrary: anything })
}

function wantedFor(schema: Schema, ids: readonly number[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (choices) return fc.oneof(...choices.map((one) => wantedFor(one, ids)))
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((one) => valueFor(one, ids)))
  switch (schema.type) {
    case 'object':
      return objectFor(schema, ids)
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, ids), { maxLength: 4 })
    case 'integer':
    case 'number':
      return fc.constantFrom(...ids, ...ids, ...numbers)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return textFor(schema)
    default:
      return anything
  }
}

function objectFor(schema: Schema, ids: readonly number[]): fc.Arbitrary<unknown> {
  const required = new Set(schema.required)
  const entries = Object.entries(schema.properties ?? {}).map(([key, one]) => {
    const value = valueFor(one, ids)
    const present = required.has(key) ? 30 : 1
    return [
      key,
      fc.option(value, { freq: present + 1, nil: undefined }) as fc.Arbitrary<unknown>,
    ] as const
  })
  const extra = fc.oneof(
    { weight: 20, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.constantFrom('orgId', 'role', '__proto__'), anything),
    },
  )
  return fc
    .tuple(fc.record(Object.fromEntries(entries)), extra)
    .map(([values, more]) =>
      Object.fromEntries(
        Object.entries({ ...values, ...more }).filter(([, value]) => value !== undefined),
      ),
    )
}

function textFor({ format, pattern }: Schema): fc.Arbitrary<unknown> {
  const any = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'grapheme', maxLength: 40 }))
  if (format === 'date' || pattern?.includes('\\d\\d-'))
    return fc.oneof(
      fc.constantFrom('2026-11-21', '2026-01-01', '1948-03', '1931', '2028-02-29'),
      any,
    )
  if (pattern) {
    const matching = patternText(pattern)
    return matching ? fc.oneof(matching, any) : any
  }
  return any
}

function patternText(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    return undefined
  }
}
