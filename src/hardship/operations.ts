import { cases } from './case.operations.ts'
import { funds } from './fund.operations.ts'
import { notices } from './notice.operations.ts'
import { payments } from './payment.operations.ts'
import { steps } from './step.operations.ts'

export const hardship = { ...cases, ...steps, ...notices, ...funds, ...payments }
