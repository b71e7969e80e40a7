import { staff } from './staff/operations.ts'

/** Every operation the system offers. A new capability adds one line. */
export const operations = { ...staff }

export type Operations = typeof operations
