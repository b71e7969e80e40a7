/** What a recorded visit makes stale. */
export const staleAfterVisit = ['visits.', 'duties.', 'home.', 'roster.', 'tickets.']
