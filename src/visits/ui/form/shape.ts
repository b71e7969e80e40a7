import * as z from 'zod'
import { RecordVisit } from '#src/visits/visit.ts'

const Whole = RecordVisit.omit({ retireeId: true }).extend({
  who: z.object({ id: z.coerce.number(), title: z.string() }, '请选择老同志'),
})

/** The whole form: parts that were left empty are not sent. */
export const VisitForm = z.preprocess(withoutEmptyParts, Whole) as unknown as typeof Whole

function withoutEmptyParts(values: unknown): unknown {
  const { gift, changes, ...rest } = values as Record<string, Record<string, unknown> | undefined>
  const changed = Object.values(changes ?? {}).some((value) => value !== undefined)
  return {
    ...rest,
    gift: gift?.['kind'] ? gift : undefined,
    changes: changed ? changes : undefined,
  }
}

/** What stands in an empty form. */
export const emptyVisit = {
  who: null,
  visitedOn: '',
  reasons: [] as readonly string[],
  way: 'home',
  visitors: '',
  leaders: '',
  findings: '',
  healthChange: '',
  nextContactOn: '',
  needs: [] as readonly object[],
  gift: { kind: '', what: '', amountFen: null, receiptNo: '', signedBy: '' },
  changes: { mobile: '', landline: '', residenceAddress: '', healthStatus: '', selfCareLevel: '' },
}

export type VisitValues = Omit<typeof emptyVisit, 'who'> & {
  readonly who: { readonly id: string | number; readonly title: string } | null
  readonly paper?: string
}
