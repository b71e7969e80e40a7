import { sql } from 'kysely'
import * as z from 'zod'
import { query, type Context } from '#src/kernel/operation.ts'
import { leaveLook, openPerson, type OpenedPerson } from '#src/roster/opening.ts'
import { careOf, type CareRecord } from './record.ts'
import { known } from './sight.ts'

export const record = {
  'health.ofRetiree': query({
    title: '查看某人的健康服务',
    permission: 'health.read',
    input: z.strictObject({ retireeId: z.int('请选择老同志') }),
    async run(context, { retireeId }): Promise<CareRecord> {
      const person = await openPerson(context, retireeId)
      leaveLook(context, person)
      return careOf(context, person, await rightsOver(context, person))
    },
  }),
}

/** Whether the actor may know of all stays and events of the person, or only of those reported. */
async function rightsOver(context: Context, { row }: OpenedPerson): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`
    select ${known(context, 's', ['illnessVisit', 'disputeVisit', 'hardshipVisit', 'doctorRound'])} as all
    from retiree cross join (select null::integer as org_id) s
    where retiree.id = ${row.id}`.execute(context.db)
  return rows[0]?.all === true
}
