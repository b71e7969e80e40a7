import { alerts } from './alert.operations.ts'
import { incident } from './incident.operations.ts'
import { seals } from './seal.operations.ts'
import { trace } from './trace.operations.ts'

/** The trace, its seals and what looks unusual in it. */
export const audit = { ...trace, ...seals, ...alerts, ...incident }
