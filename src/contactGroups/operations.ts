import { contacting } from './contact.operations.ts'
import { gaps } from './gap.operations.ts'
import { listing } from './list.operations.ts'
import { staffing } from './members.operations.ts'
import { pairing } from './people.operations.ts'
import { plans } from './plan.operations.ts'

/** 结对联系: groups, whom they look after, contacts, plans, and who was left without one. */
export const contactGroups = {
  ...listing,
  ...staffing,
  ...pairing,
  ...contacting,
  ...plans,
  ...gaps,
}
