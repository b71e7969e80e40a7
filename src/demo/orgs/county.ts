import { org, type DemoOrg } from './org.ts'
import { partyOrgs } from './party.ts'
import { places, region } from './places.ts'
import { units } from './units.ts'

const associations = [
  '老年书画协会',
  '老年诗词协会',
  '老年摄影协会',
  '老年棋牌协会',
  '老年门球协会',
  '老年太极拳协会',
  '老年合唱协会',
  '老年舞蹈协会',
  '老年钓鱼协会',
]

/** Everything that has a place in the tree of 示范县, parents before children. */
export interface County {
  readonly all: readonly DemoOrg[]
  readonly units: readonly DemoOrg[]
  readonly communities: readonly DemoOrg[]
}

/** The whole tree: region, department, bureau, units, communities, party organisations, centres. */
export function county(): County {
  const { townships, communities, grids } = places()
  const upper = trunk()
  const allUnits = units(townships)
  const party = partyOrgs(allUnits, communities)
  return {
    all: [...upper, ...townships, ...allUnits, ...communities, ...grids, ...party],
    units: allUnits,
    communities,
  }
}

function trunk(): DemoOrg[] {
  const { name, code } = region
  const below = (kind: string, key: string, title: string, parent = 'bureau') =>
    org({ key, parent, kind, name: title })
  return [
    org({ key: 'region', parent: null, kind: 'region', name, regionCode: code }),
    below('organizationDepartment', 'department', '县委组织部', 'region'),
    org({
      key: 'bureau',
      parent: 'department',
      kind: 'bureau',
      name: '县委老干部局',
      nature: 'organ',
      address: '示范县金秋街道长青路1号',
      phone: '0999-9900001',
      establishedOn: '1983-04-12',
    }),
    below('committee', 'leading-group', '县委老干部工作领导小组', 'department'),
    below('committee', 'next-generation', '县关心下一代工作委员会'),
    below('managementCentre', 'centre', '企业离休干部管理中心'),
    below('activityCentre', 'activity', '县老干部活动中心'),
    below('elderUniversity', 'university', '县老年大学'),
    ...associations.map((title) => below('association', `association:${title}`, `县${title}`)),
  ]
}
