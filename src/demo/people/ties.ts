import { addDays } from '#src/kernel/day.ts'
import type { County } from '../orgs/county.ts'
import type { DemoOrg } from '../orgs/org.ts'
import type { DemoTie, Facts, Outline } from '../person.ts'
import { at, type Random } from '../random.ts'

/** A branch normally has at most 50 members (支部工作条例). */
const branchSize = 50

/** Gives members to the branch of their unit, and past its size to the joint ones near their home. */
export function branchAssigner({ all, communities }: County): (who: Outline) => string {
  const branches = new Map(
    all.filter((org) => org.kind.endsWith('ranch')).map((org) => [org.key, 0]),
  )
  const joint = communities.filter((place) => branches.has(`branch:${place.key}`))
  const take = (key: string) => {
    branches.set(key, (branches.get(key) ?? 0) + 1)
    return key
  }
  const room = (key: string) => (branches.get(key) ?? branchSize) < branchSize
  return (who) => {
    const near = [`branch:${who.unit.key}`, `branch:${who.community.key}`].find(room)
    return take(near ?? emptiest(joint, branches))
  }
}

function emptiest(joint: readonly DemoOrg[], branches: ReadonlyMap<string, number>): string {
  const keys = joint.map((place) => `branch:${place.key}`)
  return keys.reduce((a, b) => ((branches.get(b) ?? 0) < (branches.get(a) ?? 0) ? b : a))
}

/** A few newcomers whose papers are not complete yet. */
export const lacks = {
  unit: (who: Outline) => who.serial % 380 === 7,
  community: (who: Outline) => who.serial % 250 === 11,
  branch: (who: Outline) => who.serial % 260 === 5,
  contact: (who: Outline) => who.serial % 150 === 3,
} as const

/** Unit, payer, manager, community and branch, since when; a few people still lack one of them. */
export function ties(
  random: Random,
  who: Outline,
  facts: Facts,
  communities: readonly DemoOrg[],
  branchOf: (who: Outline) => string,
): DemoTie[] {
  const since = facts.registeredOn < who.retiredOn ? facts.registeredOn : who.retiredOn
  const tie = (kind: DemoTie['kind'], org: string, from = since): DemoTie => ({
    kind,
    org,
    from,
    to: null,
  })
  const centre = who.category === 'lixiu' && who.unit.nature === 'enterprise'
  const payer = centre ? 'centre' : who.unit.key
  return [
    tie('formerUnit', who.unit.key),
    tie('payingUnit', payer),
    ...(lacks.unit(who) ? [] : [tie('managingUnit', managerOf(random, who, facts, payer))]),
    ...(lacks.community(who) ? [] : homes(random, who, communities)),
    ...(!who.isMember || lacks.branch(who) ? [] : [tie('branch', branchOf(who))]),
  ]
}

/** 离休 cadres and former county leaders of the organs are partly looked after by the bureau itself. */
function managerOf(random: Random, who: Outline, facts: Facts, payer: string): string {
  const county = facts.managementTier === 'county' && who.unit.nature === 'organ'
  return county && random.chance(0.3) ? 'bureau' : payer
}

/** Where the person lives, after where the person lived before for those who moved. */
function homes(random: Random, who: Outline, communities: readonly DemoOrg[]): DemoTie[] {
  const first = who.retiredOn > '2012-04-01' ? who.retiredOn : '2012-04-01'
  const moved = addDays(who.until, -random.between(200, 1600))
  const here = { kind: 'community', org: who.community.key, to: null } as const
  if (!random.chance(0.05) || moved <= addDays(first, 1)) return [{ ...here, from: first }]
  const before = at(communities, (communities.indexOf(who.community) + 7) % communities.length)
  return [
    { kind: 'community', org: before.key, from: first, to: moved },
    { ...here, from: moved },
  ]
}
