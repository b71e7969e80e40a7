import { lists } from './list.operations.ts'
import { steps } from './step.operations.ts'
import { transfers } from './transfer.operations.ts'
import { watch } from './watch.operations.ts'

export const tickets = { ...lists, ...steps, ...transfers, ...watch }
