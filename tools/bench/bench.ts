import type { Pool } from 'pg'
import type { Database } from '#src/kernel/db.ts'
import type { BenchCounty } from './data/counties.ts'
import type { Figure } from './figure.ts'
import type { LoadMaker } from './load/load.ts'
import type { Target } from './load/requests.ts'

/** Everything that a measure may use. */
export interface Bench {
  readonly people: number
  readonly today: string
  readonly url: string
  /** Where the master key of the scratch database lies. */
  readonly keyFile: string
  readonly pool: Pool
  readonly db: Database
  readonly counties: readonly BenchCounty[]
  readonly server: { readonly port: number; readonly pid: number }
  /** Session cookies of clerks of one county, of its city, and of the province with everybody. */
  readonly cookies: { readonly county: string; readonly city: string; readonly province: string }
  readonly target: Target
  readonly load: LoadMaker
  /** Quick rounds, for trying the benchmark itself. */
  readonly quick: boolean
}

/** A group of figures that are taken together. */
export interface Measure {
  readonly name: string
  run(bench: Bench): Promise<Figure[]>
}
