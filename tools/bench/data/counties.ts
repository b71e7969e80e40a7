import { county } from '#src/demo/orgs/county.ts'
import type { DemoOrg } from '#src/demo/orgs/org.ts'

/** An organisation as a row, with its path worked out. */
export interface BenchOrg {
  readonly id: number
  readonly parentId: number | null
  readonly kind: string
  readonly name: string
  readonly nature: string | null
  readonly regionCode: string | null
  readonly path: readonly number[]
}

/** What a person of one county can be tied to. */
export interface BenchCounty {
  readonly orgs: readonly BenchOrg[]
  readonly bureau: BenchOrg
  readonly units: readonly BenchOrg[]
  readonly communities: readonly BenchOrg[]
  readonly branches: readonly BenchOrg[]
}

/** The root of everything; actors at it reach all people. */
export const province: BenchOrg = {
  id: 1,
  parentId: null,
  kind: 'region',
  name: '示范省',
  nature: null,
  regionCode: '990000',
  path: [1],
}

/** Ten counties make a city: 100,000 people. */
export const countiesOfCity = 10
const firstCountyId = 1_001

export function benchCity(index: number): BenchOrg {
  const id = 2 + index
  return {
    ...province,
    id,
    parentId: province.id,
    name: `示范市${index + 1}`,
    regionCode: null,
    path: [1, id],
  }
}

/** The invented county again and again below its city, each with numbers of its own. */
export function benchCounty(index: number): BenchCounty {
  const { all } = county()
  const first = firstCountyId + index * all.length
  const made = new Map<string, BenchOrg>()
  all.forEach((org, place) => made.set(org.key, rowOf(org, first + place, index, made)))
  const orgs = [...made.values()]
  const ofKind = (...kinds: string[]) => orgs.filter((org) => kinds.includes(org.kind))
  return {
    orgs,
    bureau: ofKind('bureau')[0] as BenchOrg,
    units: ofKind('unit'),
    communities: ofKind('community'),
    branches: ofKind('branch', 'jointBranch'),
  }
}

function rowOf(org: DemoOrg, id: number, index: number, made: Map<string, BenchOrg>): BenchOrg {
  const city = benchCity(Math.floor(index / countiesOfCity))
  const above = org.parent === null ? city : made.get(org.parent)
  if (!above) throw new Error(`${org.key} comes before its parent`)
  return {
    id,
    parentId: above.id,
    kind: org.kind,
    name: org.parent === null ? `示范县${index + 1}` : org.name,
    nature: org.nature,
    regionCode: null,
    path: [...above.path, id],
  }
}
