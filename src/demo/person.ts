import type { Selectable } from 'kysely'
import type { Retiree } from '#src/kernel/tables.gen.ts'
import type { TieKind } from '#src/orgs/org.ts'
import type { RetireeValues } from '#src/roster/fields.ts'
import type { SealedColumn, SealedKey } from '#src/roster/sealing/fields.ts'
import type { NumberColumns } from '#src/roster/sealing/number.ts'
import type { TagCode } from '#src/roster/tag.ts'
import type { DemoOrg } from './orgs/org.ts'

export type UnitNature = 'organ' | 'publicInstitution' | 'enterprise' | 'other'
export type Category = 'lixiu' | 'tuixiu'

/** What the database fills in by itself. */
type Kept =
  | 'id'
  | 'version'
  | 'isVip'
  | 'detailsGoneOn'
  | 'birthFirst'
  | 'reach'
  | 'homeId'
  | 'mergedInto'
  | `${TieKind}Id`

type Sealed = SealedColumn | keyof NumberColumns

/** Every column of a master record that the generator decides, before anything is sealed. */
export type Facts = Omit<Selectable<Retiree>, Kept | Sealed> & Pick<RetireeValues, SealedKey>

export interface DemoTie {
  readonly kind: TieKind
  readonly org: string
  readonly from: string
  readonly to: string | null
}

export interface DemoTag {
  readonly code: TagCode
  readonly from: string
  readonly evidence: string
}

export interface DemoContact {
  readonly name: string
  readonly relation: string
  readonly phone: string
  readonly address: string | null
  readonly isEmergency: boolean
  /** 遗属 since the day of death. */
  readonly survivorSince: string | null
}

export interface DemoPerson {
  readonly facts: Facts
  /** Days on which the record was checked with the person. */
  readonly verifications: readonly string[]
  readonly ties: readonly DemoTie[]
  readonly tags: readonly DemoTag[]
  readonly contacts: readonly DemoContact[]
}

/** What is settled first about a person; everything else is drawn to fit it. */
export interface Outline {
  readonly serial: number
  readonly category: Category
  readonly woman: boolean
  readonly ethnicity: string
  /** The day on the identity card. */
  readonly bornOn: string
  readonly joinedOn: string
  readonly retiredOn: string
  readonly originalAge: 50 | 55 | 60
  readonly unit: DemoOrg
  readonly community: DemoOrg
  readonly isMember: boolean
  readonly diedOn: string | null
  /** The working day of the county, or the day of death. */
  readonly until: string
}
