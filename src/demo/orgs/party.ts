import { org, type DemoOrg } from './org.ts'

const committee = 'party:committee'

const generalBranches = [
  ['party:offices', '县直机关离退休干部党总支'],
  ['party:institutions', '县直事业单位离退休干部党总支'],
  ['party:bureau', '县委老干部局离退休干部党总支'],
] as const

/** How many branches stand alone in one unit, and how many join several (the county's figures). */
const branchCounts = { single: 15, joint: 29 } as const

/** The party work committee with three general branches, 15 branches of one unit and 29 joint ones. */
export function partyOrgs(units: readonly DemoOrg[], communities: readonly DemoOrg[]): DemoOrg[] {
  return [
    org({
      key: committee,
      parent: 'department',
      kind: 'partyWorkCommittee',
      name: '中共示范县委离退休干部工作委员会',
      establishedOn: '2014-07-01',
    }),
    ...generalBranches.map(([key, name]) =>
      org({ key, parent: committee, kind: 'generalBranch', name, establishedOn: '2006-05-18' }),
    ),
    ...unitsWithBranch(units).map(singleBranch),
    ...communities.slice(0, branchCounts.joint).map(jointBranch),
  ]
}

/** The largest units that are no enterprises. */
function unitsWithBranch(units: readonly DemoOrg[]): DemoOrg[] {
  return units
    .filter((unit) => unit.nature !== 'enterprise')
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, branchCounts.single)
}

function singleBranch(unit: DemoOrg): DemoOrg {
  return org({
    key: `branch:${unit.key}`,
    parent: unit.nature === 'organ' ? 'party:offices' : 'party:institutions',
    kind: 'branch',
    name: `${unit.name}退休干部党支部`,
    establishedOn: '2006-06-20',
  })
}

function jointBranch(community: DemoOrg): DemoOrg {
  return org({
    key: `branch:${community.key}`,
    parent: 'party:bureau',
    kind: 'jointBranch',
    name: `${community.name}离退休干部联合党支部`,
    establishedOn: '2011-03-15',
  })
}
