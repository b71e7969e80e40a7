import type { RawFile, RawRow } from './cell.ts'
import { findHeader } from './header.ts'
import { matchTitle, type ImportKind } from './mapping.ts'
import type { ImportKey } from './titles.ts'

const ofMembers: readonly ImportKey[] = ['partyFull', 'branch', 'duesBaseFen', 'partyJoined']
const ofRosters: readonly ImportKey[] = [
  'retiredOn',
  'retirementCategory',
  'workStart',
  'revolutionJoin',
  'rankAtRetirement',
  'currentTreatment',
  'residenceAddress',
]

/** A register of members speaks of party dates, branches and dues and hardly of retirement. */
export async function guessKind(file: RawFile): Promise<ImportKind> {
  for (const sheet of file.sheets) {
    if (sheet.hidden) continue
    const header = findHeader(await headOf(sheet.rows()), await sheet.merges())
    if (!header) continue
    const keys = new Set(
      header.columns.map(({ leaf, groups }) => matchTitle(leaf, groups, 'members').key),
    )
    const members = ofMembers.filter((key) => keys.has(key)).length
    const rosters = ofRosters.filter((key) => keys.has(key)).length
    return members >= 2 && members > rosters ? 'members' : 'roster'
  }
  return 'roster'
}

async function headOf(rows: AsyncIterable<readonly RawRow[]>): Promise<RawRow[]> {
  const head: RawRow[] = []
  for await (const batch of rows) {
    head.push(...batch)
    if (head.length >= 60) break
  }
  return head
}
