/** Slots of the kept log of changes begin so; a log's folder is called as its slot. */
export const slotPrefix = 'chongyang_log_'
