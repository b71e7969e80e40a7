/** What names of kept drafts begin with. */
export const draftPrefix = 'draft:'

/** Forgets every draft: whoever signs out leaves nothing on the machine. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(draftPrefix)) sessionStorage.removeItem(key)
  }
}
