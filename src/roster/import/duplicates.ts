import { birthOfCitizenId } from '../citizenId.ts'
import { freeColumn, report, type Draft } from './parsedRow.ts'

export type DuplicateSignal = 'sameNumber' | 'sameNameAndBirth' | 'sameNameAndPhone'

export interface RowPlace {
  readonly sheet: string
  readonly row: number
}

/** Rows that may be one person, and what speaks for it; `record` is somebody already recorded. */
export interface DuplicateGroup {
  readonly rows: RowPlace[]
  readonly record: string | null
  readonly signals: string[]
}

interface Seen extends RowPlace {
  readonly sound: boolean
  readonly birth: string
}

export interface DuplicateFinder {
  /** Compares a row with all rows before it, in constant time. */
  readonly add: (draft: Draft) => void
  readonly groups: () => DuplicateGroup[]
}

/**
 * Finds rows of one file that are the same person. The same identity number is an error on the
 * later row; the same name with the same birth or telephone is only a suspicion, and none at all
 * when both numbers are sound, for then there are two people.
 */
export function duplicateFinder(): DuplicateFinder {
  const byNumber = new Map<string, RowPlace>()
  const byNameAndMonth = new Map<string, Seen[]>()
  const byNameAndPhone = new Map<string, Seen>()
  const groups = new Map<string, DuplicateGroup>()

  const suspect = (first: RowPlace, later: RowPlace, signal: DuplicateSignal) => {
    const key = `${first.row} ${first.sheet}`
    const group = groups.get(key) ?? { rows: [placeOf(first)], record: null, signals: [] }
    groups.set(key, group)
    if (!group.rows.some((row) => row.row === later.row && row.sheet === later.sheet))
      group.rows.push(placeOf(later))
    if (!group.signals.includes(signal)) group.signals.push(signal)
  }

  const add = (draft: Draft) => {
    const place = { sheet: draft.table.sheet, row: draft.row }
    const number = draft.values.idNumber
    if (typeof number === 'string') {
      const first = byNumber.get(number)
      if (!first) byNumber.set(ownCopy(number), place)
      else {
        suspect(first, place, 'sameNumber')
        reportDuplicate(draft, first)
        return
      }
    }
    compareNames(draft, place)
  }

  const compareNames = (draft: Draft, place: RowPlace) => {
    const { fullName, mobile } = draft.values
    if (typeof fullName !== 'string') return
    const birth = birthOf(draft)
    const seen = { ...place, sound: draft.soundId, birth }
    if (birth.length >= 7) {
      const key = ownCopy(`${fullName}${birth.slice(0, 7)}`)
      const others = byNameAndMonth.get(key) ?? []
      const same = others.find(
        (other) => !(other.sound && seen.sound) && agree(other.birth, seen.birth),
      )
      if (same) suspect(same, place, 'sameNameAndBirth')
      if (others.length < 8) byNameAndMonth.set(key, [...others, seen])
    }
    if (typeof mobile !== 'string') return
    const key = ownCopy(`${fullName}${mobile}`)
    const other = byNameAndPhone.get(key)
    if (!other) byNameAndPhone.set(key, seen)
    else if (!(other.sound && seen.sound)) suspect(other, place, 'sameNameAndPhone')
  }

  return { add, groups: () => [...groups.values()] }
}

function placeOf({ sheet, row }: RowPlace): RowPlace {
  return { sheet, row }
}

/** Texts read from a file hang on to the piece they were cut from; keys must not. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1)
}

function birthOf(draft: Draft): string {
  const number = draft.soundId ? birthOfCitizenId(String(draft.values.idNumber)) : undefined
  return number ?? String(draft.values.birthArchive ?? '')
}

function agree(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one)
}

function reportDuplicate(draft: Draft, first: RowPlace): void {
  const where = first.sheet === draft.table.sheet ? '' : `工作表“${first.sheet}”`
  report(draft, freeColumn(draft, ['idNumber', 'fullName']), {
    code: 'DUPLICATE_IN_FILE',
    message: `与${where}第 ${first.row} 行身份证号相同，请确认是否同一个人，只留一行`,
  })
}
