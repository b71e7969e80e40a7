import { orgs } from './orgs/operations.ts'
import { staff } from './staff/operations.ts'

/** Every operation the system offers. A new capability adds one line. */
export const operations = { ...staff, ...orgs }

export type Operations = typeof operations
