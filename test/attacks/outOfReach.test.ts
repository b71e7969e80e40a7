import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { Actor, Role } from '#src/kernel/access.ts'
import { permits } from '#src/kernel/access.ts'
import type { Operation } from '#src/kernel/operation.ts'
import { operations } from '#src/operations.ts'
import { useWorld } from '../harness/world.ts'

const world = useWorld()

interface Schema {
  readonly type?: string
  readonly properties?: Record<string, Schema>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly minLength?: number
  readonly minItems?: number
  readonly minimum?: number
}

/** The names under which an input points at a person. */
const personKeys = ['id', 'retireeId', 'keepId', 'firstId', 'ids']

const everyOperation = Object.entries(operations) as [string, Operation][]

const aboutPeople = everyOperation.filter(([name, { kind, input }]) => {
  if (
    !/^(roster|rights|retention|visits|health|duties|transparency|census|exports|approvals|files|contacts|contactGroups|contactCards|calls|tickets|messages|festivals|hardship)\./.test(
      name,
    )
  )
    return false
  if (kind === 'upload') return false
  return shapesOf(input).some(({ properties = {} }) =>
    personKeys.some((key) => Object.hasOwn(properties, key)),
  )
})

function shapesOf(input: z.ZodType): readonly Schema[] {
  const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema
  return shape.oneOf ?? shape.anyOf ?? [shape]
}

/** The least that a shape accepts, with a person's number wherever it names one. */
function sample(shape: Schema, person: number, key = ''): unknown {
  if (personKeys.includes(key)) return shape.type === 'array' ? [person] : person
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  const [choice] = shape.anyOf ?? shape.oneOf ?? []
  if (choice) return sample(choice, person, key)
  if (shape.type === 'object') {
    const wanted = Object.entries(shape.properties ?? {}).filter(
      ([name]) => shape.required?.includes(name) || personKeys.includes(name),
    )
    return Object.fromEntries(wanted.map(([name, inner]) => [name, sample(inner, person, name)]))
  }
  if (shape.type === 'array') return shape.minItems ? [sample(shape.items ?? {}, person)] : []
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(shape.minimum ?? 3, 3)
  if (shape.type === 'boolean') return true
  if (shape.format === 'date' || /on$/i.test(key)) return '2026-11-20'
  if (key === 'relation') return '10'
  return '事由甲乙丙丁'
}

const actors: Partial<Record<Role, Actor>> = {}
let hidden = 0
const nobody = 987_654_321

beforeAll(async () => {
  const here = await world.org('region')
  const homeId = await world.org('bureau', { parentId: here })
  hidden = await world.retiree({ homeId, fullName: '看不见的人' })
  const there = await world.org('region')
  const bureau = await world.org('bureau', { parentId: there })
  const kinds = { unitLiaison: 'unit', communityWorker: 'community', branchSecretary: 'branch' }
  for (const role of ['bureauClerk', 'bureauDirector'] as const)
    actors[role] = await world.actor(role, bureau)
  for (const [role, kind] of Object.entries(kinds) as [Role, string][])
    actors[role] = await world.actor(role, await world.org(kind, { parentId: there }))
})

test('the list of operations that take a person is not empty', () => {
  expect(aboutPeople.length).toBeGreaterThan(20)
})

// ASVS 5.0 V8.2.2: what is out of reach and what does not exist answer in the same words.
test.each(aboutPeople)(
  '%s answers of a person beyond reach as of nobody',
  async (name, operation) => {
    for (const actor of Object.values(actors)) {
      if (!permits(actor, operation.permission)) continue
      for (const shape of shapesOf(operation.input)) {
        const [beyond, none] = [
          await answerOf(actor, name, sample(shape, hidden)),
          await answerOf(actor, name, sample(shape, nobody)),
        ]
        expect(JSON.stringify(beyond)).toBe(JSON.stringify(none))
        expect(JSON.stringify(beyond)).not.toContain('看不见的人')
      }
    }
  },
)

test('the plain ways to a person answer 404', async () => {
  const clerk = actors.bureauClerk as Actor
  for (const [name, input] of [
    ['roster.get', { id: hidden }],
    ['roster.history', { id: hidden }],
    ['roster.reveal', { id: hidden, purpose: 'visit' }],
    ['roster.breakGlass', { id: hidden, reason: '自称紧急' }],
    ['roster.emergency', { id: hidden }],
    ['transparency.looks', { id: hidden }],
    ['transparency.readers', { id: hidden }],
    ['transparency.readersSheet', { id: hidden }],
    ['visits.list', { retireeId: hidden }],
    ['duties.ofRetiree', { retireeId: hidden }],
  ] as const)
    await expect(world.do(clerk, name, input), name).rejects.toMatchObject({ kind: 'missing' })
})

/** What a caller is told, without what differs by chance. */
async function answerOf(actor: Actor, name: string, input: unknown): Promise<unknown> {
  try {
    return { answer: (await world.do(actor, name, input)) ?? null }
  } catch (error) {
    const { kind, code, message, issues } = error as Record<string, unknown>
    if (!kind) throw error
    return { kind, code, message, issues }
  }
}
