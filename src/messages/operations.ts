import { inbox } from './inbox.operations.ts'
import { letters } from './letter.operations.ts'
import { outbox } from './outbox.operations.ts'
import { sending } from './send.operations.ts'
import { templateWords } from './template.operations.ts'

export const messages = { ...inbox, ...outbox, ...letters, ...templateWords, ...sending }
