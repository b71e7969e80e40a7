/** What is stale once something of the slice was written. */
export const staleAfterCare = ['health.', 'duties.', 'home.', 'roster.']
