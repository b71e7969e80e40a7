import type { Rule } from './rule.ts'
import { bereavementVisit } from './rules/bereavementVisit.sql.ts'
import { agreedContact } from './rules/agreedContact.sql.ts'
import { campaignVerification } from './rules/campaignVerification.sql.ts'
import { disputeVisit, hardshipVisit } from './rules/careEvent.sql.ts'
import { checkUpFeedback } from './rules/checkUpFeedback.sql.ts'
import { communityCheckIn } from './rules/communityCheckIn.sql.ts'
import { doctorRound } from './rules/doctorRound.sql.ts'
import { contactCall, contactVisit } from './rules/contact.sql.ts'
import { doubleNinthVisit } from './rules/doubleNinthVisit.sql.ts'
import { fiftyYearMedal } from './rules/fiftyYearMedal.sql.ts'
import { hardshipRecheck } from './rules/hardshipRecheck.sql.ts'
import { illnessVisit } from './rules/illnessVisit.sql.ts'
import { milestoneBirthday } from './rules/milestoneBirthday.sql.ts'
import {
  missingBranch,
  missingCommunity,
  missingContact,
  missingManagingUnit,
} from './rules/missing.sql.ts'
import { newlyRetiredWelcome } from './rules/newlyRetiredWelcome.sql.ts'
import { planReview } from './rules/planReview.sql.ts'
import { recordVerification } from './rules/recordVerification.sql.ts'
import { selfCareAssessment } from './rules/selfCareAssessment.sql.ts'
import { springFestivalVisit } from './rules/springFestivalVisit.sql.ts'
import { victoryDay93 } from './rules/victoryDay93.sql.ts'

/** Every rule of the ledger. A new one is a line here, a row in `rules` and a default policy. */
export const allRules: readonly Rule[] = [
  milestoneBirthday,
  springFestivalVisit,
  doubleNinthVisit,
  newlyRetiredWelcome,
  recordVerification,
  campaignVerification,
  fiftyYearMedal,
  victoryDay93,
  communityCheckIn,
  contactCall,
  contactVisit,
  agreedContact,
  planReview,
  missingManagingUnit,
  missingBranch,
  missingCommunity,
  missingContact,
  illnessVisit,
  disputeVisit,
  hardshipVisit,
  bereavementVisit,
  doctorRound,
  checkUpFeedback,
  selfCareAssessment,
  hardshipRecheck,
]
