/** The last digit of the period of an 生病住院看望: which of its visits it is. */
export const illnessSteps = { admitted: 0, again: 1, discharged: 2 } as const
