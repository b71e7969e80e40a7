import { contacting } from './contact.operations.ts'
import { gaps } from './gap.operations.ts'
import { listing } from './list.operations.ts'
import { staffing } from './members.operations.ts'
import { pairing } from './people.operations.ts'

/** 结对联系: groups, whom they look after, contacts and who was left without one. */
export const contactGroups = { ...listing, ...staffing, ...pairing, ...contacting, ...gaps }
