import { answers } from './answer.operations.ts'
import { cards } from './card.operations.ts'
import { desk } from './desk.operations.ts'
import { devices } from './device.operations.ts'
import { escalation } from './escalate.operations.ts'
import { figures } from './figures.operations.ts'
import { intake } from './intake.operations.ts'
import { ownPage } from './page.operations.ts'
import { shifts } from './shift.operations.ts'

export const calls = {
  ...intake,
  ...answers,
  ...desk,
  ...cards,
  ...escalation,
  ...shifts,
  ...devices,
  ...figures,
  ...ownPage,
}
