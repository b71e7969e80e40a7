import { purposeRule, purposes, type Purpose } from '#src/roster/purpose.ts'

/** Why people's data may leave the system: the purposes for opening a record, and official returns. */
export const exportPurposes = {
  ...(Object.fromEntries(
    Object.entries(purposes).map(([code, { title }]) => [code, title]),
  ) as Record<Purpose, string>),
  statistics: '统计上报',
}
export type ExportPurpose = keyof typeof exportPurposes

export const exportPurposeCodes = Object.keys(exportPurposes) as [ExportPurpose, ...ExportPurpose[]]

/** Whether a case, task or alarm must be named beside the purpose. */
export function needsNote(purpose: ExportPurpose): boolean {
  return purpose !== 'statistics' && purposeRule(purpose).needsCase === true
}
