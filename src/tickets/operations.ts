import { lists } from './list.operations.ts'
import { steps } from './step.operations.ts'
import { watch } from './watch.operations.ts'

export const tickets = { ...lists, ...steps, ...watch }
