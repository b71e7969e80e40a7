import { buffer } from 'node:stream/consumers'
import { readXlsx } from 'hucre/xlsx'
import { systemActor, type Actor } from '#src/kernel/access.ts'
import type { Download } from '#src/kernel/operation.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { agree } from './approved.ts'
import { useWorld } from './world.ts'

export const plainColumns = ['fullName', 'age', 'managingUnit', 'lastUnitAndPost', 'mobile']

/** A wish for the bureau's people, or for these alone. */
export function wishFor(ids?: readonly number[], more: object = {}) {
  return {
    source: { from: 'roster', title: '慰问名单', filters: ids ? { ids } : {} },
    columns: plainColumns,
    format: 'xlsx',
    purpose: 'visit',
    ...more,
  }
}

export function printWish(id: number, columns = ['fullName', 'mobile']) {
  return { source: { from: 'snapshot', id }, columns, format: 'pdf', purpose: 'visit' }
}

export async function bytesOf({ body }: Download): Promise<Buffer> {
  return body instanceof Uint8Array ? Buffer.from(body) : buffer(body)
}

export async function rowsIn(bytes: Buffer): Promise<unknown[][]> {
  const { sheets } = await readXlsx(bytes)
  return sheets[0]?.rows ?? []
}

/** Bureaus with a clerk who exports and a director who agrees, on a fresh database. */
export function useExports() {
  const world = useWorld()
  let serial = 0

  async function county() {
    const region = await world.org('region')
    const bureau = await world.org('bureau', { parentId: region, name: '示范县老干部局' })
    const unit = await world.org('unit', { parentId: region, name: '县水利局' })
    const clerk = await world.actor('bureauClerk', bureau)
    const director = await world.actor('bureauDirector', bureau)
    return { region, bureau, unit, clerk, director }
  }
  type County = Awaited<ReturnType<typeof county>>

  async function people({ bureau, unit }: County, count: number): Promise<number[]> {
    const ids: number[] = []
    for (let index = 0; index < count; index += 1) {
      serial += 1
      const name = { fullName: `甲${serial}`, namePinyin: `jia${String(serial).padStart(6, '0')}` }
      const idNumber = citizenIdOf('990101', '1940-01-01', serial)
      const mobile = `199990${String(serial).padStart(5, '0')}`
      const place = { homeId: bureau, managingUnit: unit }
      const job = { lastUnitAndPost: '县水利局副局长' }
      ids.push(await world.retiree({ ...place, ...name, ...job, idNumber, mobile }))
    }
    return ids
  }

  /** What the queue was given is worked off. */
  async function work(): Promise<void> {
    for (const { operation, input } of world.queued.splice(0))
      await world.do(systemActor(), operation, input)
  }

  /** Asks, has the director agree, and lets the queue make the file. */
  async function approvedExport({ clerk, director }: County, wish: object): Promise<number> {
    const { id, approvalId } = await world.do(clerk, 'exports.request', wish)
    await agree(world, director, approvalId)
    await work()
    return id
  }

  const take = async (actor: Actor, wish: object) =>
    bytesOf(await world.do(actor, 'exports.take', wish))

  const filesKept = async () =>
    (await world.db.selectFrom('exportFile').select('exportId').execute()).length

  return { world, county, people, work, approvedExport, take, filesKept }
}
