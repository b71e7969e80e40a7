let address = '/roster'

/** Remembers where the list was left. */
export function keepListAddress(query: string): void {
  address = `/roster${query}`
}

/** The list as it was last left in this window. */
export function listAddress(): string {
  return address
}
