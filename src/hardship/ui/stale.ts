/** What a step of an application makes stale. */
export const staleAfterAid = ['hardship.', 'duties.', 'home.']
