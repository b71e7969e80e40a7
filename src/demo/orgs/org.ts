import type { UnitNature } from '../person.ts'

/** An organisation of the invented county, before it has a number. */
export interface DemoOrg {
  /** Names the organisation within the demo county. */
  readonly key: string
  readonly parent: string | null
  readonly kind: string
  readonly name: string
  readonly nature: UnitNature | null
  readonly regionCode: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly establishedOn: string | null
  /** How many of a hundred retirees belong here, roughly; only for units that people came from. */
  readonly weight: number
}

type Given = Pick<DemoOrg, 'key' | 'parent' | 'kind' | 'name'> & Partial<DemoOrg>

/** Fills in what a plainly described organisation leaves open. */
export function org(given: Given): DemoOrg {
  return {
    nature: null,
    regionCode: null,
    address: null,
    phone: null,
    establishedOn: null,
    weight: 0,
    ...given,
  }
}
