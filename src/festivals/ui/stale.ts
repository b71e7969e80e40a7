/** What a change to a festival makes stale; results are visits too. */
export const staleAfterFestival = ['festivals.']
export const staleAfterResult = ['festivals.', 'visits.', 'duties.', 'home.', 'roster.']
