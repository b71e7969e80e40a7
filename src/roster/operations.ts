import { asked } from './asked.operations.ts'
import { batches } from './batch.operations.ts'
import { consents } from './consent.operations.ts'
import { duplicates } from './duplicates.operations.ts'
import { failures } from './failed.operations.ts'
import { emergency } from './emergency.operations.ts'
import { history } from './history.operations.ts'
import { imports } from './import.operations.ts'
import { life } from './life.operations.ts'
import { list } from './list.operations.ts'
import { record } from './record.operations.ts'
import { requests } from './request.operations.ts'
import { reveal } from './reveal.operations.ts'
import { keys } from './sealing/keys.operations.ts'

export const roster = {
  ...list,
  ...record,
  ...life,
  ...requests,
  ...reveal,
  ...emergency,
  ...duplicates,
  ...history,
  ...imports,
  ...batches,
  ...failures,
  ...asked,
  ...consents,
  ...keys,
}
