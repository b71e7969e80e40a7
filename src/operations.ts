import { approvalKinds } from './approvalKinds.ts'
import { approvalsOver } from './approvals/operations.ts'
import { audit } from './audit/operations.ts'
import { platform } from './backup/operations.ts'
import { calls } from './calls/operations.ts'
import { census } from './census/operations.ts'
import { cards } from './cards/operations.ts'
import { contactCards } from './cards/contact/operations.ts'
import { contactGroups } from './contactGroups/operations.ts'
import { duties } from './duties/operations.ts'
import { exports } from './exports/operations.ts'
import { festivals } from './festivals/operations.ts'
import { files } from './files/operations.ts'
import { governance } from './governance/operations.ts'
import { health } from './health/operations.ts'
import { hardship } from './hardship/operations.ts'
import { home } from './home/operations.ts'
import { messages } from './messages/operations.ts'
import { orgs } from './orgs/operations.ts'
import { policy } from './policy/operations.ts'
import { retention } from './retention/operations.ts'
import { rights } from './rights/operations.ts'
import { roster } from './roster/operations.ts'
import { snapshots } from './snapshots/operations.ts'
import { staff } from './staff/operations.ts'
import { tickets } from './tickets/operations.ts'
import { transparency } from './transparency/operations.ts'
import { visitLedger } from './visitLedger/operations.ts'
import { visits } from './visits/operations.ts'

/** Every operation the system offers. A new capability adds one line. */
export const operations = {
  ...staff,
  ...orgs,
  ...roster,
  ...policy,
  ...duties,
  ...cards,
  ...governance,
  ...contactGroups,
  ...contactCards,
  ...visits,
  ...visitLedger,
  ...calls,
  ...tickets,
  ...messages,
  ...transparency,
  ...census,
  ...snapshots,
  ...health,
  ...home,
  ...platform,
  ...audit,
  ...approvalsOver(approvalKinds),
  ...exports,
  ...files,
  ...retention,
  ...rights,
  ...festivals,
  ...hardship,
}

export type Operations = typeof operations
