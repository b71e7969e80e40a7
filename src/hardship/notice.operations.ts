import * as z from 'zod'
import { download, type Download } from '#src/kernel/operation.ts'
import { requireCase } from './find.ts'
import { printNotice } from './print.ts'

export const notices = {
  'hardship.printNotice': download({
    title: '打印困难帮扶公示',
    permission: 'hardship.manage',
    input: z.strictObject({ id: z.coerce.number().int() }),
    async run(context, { id }): Promise<Download> {
      const found = await requireCase(context, id)
      context.looked(found.retireeId, ['hardship'], 'aid')
      const org = await context.db
        .selectFrom('org')
        .select('name')
        .where('id', '=', context.actor.orgId)
        .executeTakeFirstOrThrow()
      return printNotice(context, found, org.name)
    },
  }),
}
