import { erasures } from './erasure.operations.ts'
import { periods } from './period.operations.ts'
import { work } from './work.operations.ts'

/** How long what is kept is kept, and what goes when its time is over. */
export const retention = { ...periods, ...erasures, ...work }
