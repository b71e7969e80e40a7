import { issuing } from './log.operations.ts'
import { printing } from './print.operations.ts'

/** 联系卡: printed in large type, handed out, lost. */
export const contactCards = { ...printing, ...issuing }
