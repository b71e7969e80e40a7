import { performance } from 'node:perf_hooks'
import { roles } from '#src/kernel/access.ts'
import type { Database } from '#src/kernel/db.ts'
import type { Operation } from '#src/kernel/operation.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { vacantOffices } from '#src/staff/posts.ts'

const believedForMs = 60_000

/** What leads to three people in the three offices: set-up, appointment, signing in, and staff. */
const leadsThere = new Set(['session', 'setup', 'staff'])

/**
 * In production nothing else works before three people hold the three offices (GB/T 22239-2019 8.1.4.2d,
 * 8.1.5): who would find out what one person does alone? That they do is believed for a minute; the last
 * holder of an office cannot leave it.
 */
export function officesWatch(db: Database, today: () => string) {
  let heldUntil = Number.NEGATIVE_INFINITY

  /** The refusal of an operation while an office is vacant. */
  return async function refusalWithoutOffices(
    name: string,
    operation: Operation | undefined,
  ): Promise<Refusal | undefined> {
    const [slice = ''] = name.split('.')
    const looksUpUnits = operation?.kind === 'query' && operation.permission === 'orgs.read'
    if (!operation || leadsThere.has(slice) || looksUpUnits) return undefined
    if (heldUntil > performance.now()) return undefined
    const vacant = await vacantOffices({ db, today: today() })
    if (vacant.length > 0) return officesMissing(vacant.map((office) => roles[office].title))
    heldUntil = performance.now() + believedForMs
    return undefined
  }
}

function officesMissing(titles: readonly string[]): Refusal {
  return new Refusal(
    'forbidden',
    'setup.officesMissing',
    `三员尚未配齐，还缺${titles.join('、')}：由三人分别就任之前，只能办理登录、就任和人员岗位`,
  )
}
