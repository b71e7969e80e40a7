import * as z from 'zod'
import { download, query, type Context, type Download } from '#src/kernel/operation.ts'
import { requireOrg } from '#src/orgs/reach.ts'
import { campaigns } from './campaign.operations.ts'
import { figurePdf, figureXlsx, type FigureTable } from '#src/documents/figures.ts'
import {
  FlowInput,
  FlowPeopleInput,
  HeadCountInput,
  HeadCountPeopleInput,
  type CountedPeople,
  type Flow,
  type HeadCountRow,
} from './flow.ts'
import { flowOf, flowPeople } from './flow.sql.ts'
import { headCountOf, headCountPeople } from './headCount.sql.ts'
import { headlines } from './headline.operations.ts'
import { inService } from './inService.operations.ts'
import { registers } from './register.operations.ts'
import { flowTable, headCountTable } from './tables.ts'

const Format = z.enum(['xlsx', 'pdf'], '请选择格式')

/** What the register says as a whole: figures, coming and going, forecast, campaigns (C01). */
export const census = {
  ...headlines,

  'census.flow': query({
    title: '查看增减情况',
    permission: 'census.read',
    input: FlowInput,
    run: (context, input): Promise<Flow> => flowOf(context, input),
  }),

  'census.flowPeople': query({
    title: '查看增减人员',
    permission: 'census.read',
    input: FlowPeopleInput,
    run: (context, input): Promise<CountedPeople> => flowPeople(context, input),
  }),

  'census.flowFile': download({
    title: '输出增减表',
    permission: 'census.read',
    input: z.strictObject({ ...FlowInput.shape, format: Format }),
    async run(context, { format, ...input }): Promise<Download> {
      const where = await placeOf(context, input.orgId)
      return fileOf(context, flowTable(await flowOf(context, input), where, context.today), format)
    },
  }),

  'census.headCount': query({
    title: '查看某日在册人数',
    permission: 'census.read',
    input: HeadCountInput,
    run: (context, input): Promise<HeadCountRow[]> => headCountOf(context, input),
  }),

  'census.headCountPeople': query({
    title: '查看某日在册人员',
    permission: 'census.read',
    input: HeadCountPeopleInput,
    run: (context, input): Promise<CountedPeople> => headCountPeople(context, input),
  }),

  'census.headCountFile': download({
    title: '输出某日在册表',
    permission: 'census.read',
    input: z.strictObject({ ...HeadCountInput.shape, format: Format }),
    async run(context, { format, ...input }): Promise<Download> {
      const where = await placeOf(context, input.orgId)
      const rows = await headCountOf(context, input)
      return fileOf(context, headCountTable(rows, input.by, input.day, where), format)
    },
  }),

  ...inService,
  ...registers,
  ...campaigns,
}

async function placeOf(context: Context, orgId = context.actor.scopeId): Promise<string> {
  return (await requireOrg(context, orgId)).name
}

function fileOf(context: Context, table: FigureTable, format: 'xlsx' | 'pdf'): Promise<Download> {
  return format === 'xlsx' ? figureXlsx(table) : figurePdf(context, table)
}
