import type { Role } from '#src/kernel/access.ts'
import { bundleOf, bundleOfTag, isSensitive, type Bundle } from './access/bundle.ts'
import { postRule } from './access/post.ts'
import { emergencyBundles, opens, type Relation } from './access/relation.ts'
import { fields, fieldOf, type FieldKey } from './fields.ts'
import { purposeRule, type Purpose } from './purpose.ts'
import { tags, type TagCode } from './tag.ts'

export type Action =
  'list' | 'detail' | 'write' | 'export' | 'attachment' | 'statistics' | 'search' | 'propose'

/** open: as it is; masked: in part or withheld, until a purpose is named; hidden: not for this post. */
export type Sight = 'open' | 'masked' | 'hidden'

export interface Question {
  readonly role: Role
  /** How the post's organisation stands to the person. */
  readonly relations: readonly Relation[]
  readonly action: Action
  /** Purposes under which this account has opened the person and that still hold. */
  readonly purposes?: readonly Purpose[]
  readonly isVip?: boolean
  /** A break-glass of this account for the person still holds. */
  readonly emergency?: boolean
}

export interface Decision {
  sightOf(field: FieldKey): Sight
  sightOfBundle(bundle: Bundle): Sight
  maySeeTag(code: TagCode): boolean
  readonly contacts: 'all' | 'emergency' | 'none'
  readonly visitNotes: 'all' | 'own'
  /** Under special protection, and no purpose named: then not even parts are told. */
  readonly guarded: boolean
}

const known = new Map<string, Decision>()

/**
 * The one answer to who sees what: relation × post × class of field × purpose. Lists, records,
 * changes, files, statistics and searches all ask it. Pure; answers are kept, for lists ask often.
 */
export function decide(question: Question): Decision {
  const { role, relations, action, purposes = [], isVip = false, emergency = false } = question
  const key = `${role} ${action} ${relations.join()} ${purposes.join()} ${isVip} ${emergency}`
  const earlier = known.get(key)
  if (earlier) return earlier
  const decision = decideAnew({ role, relations, action, purposes, isVip, emergency })
  if (known.size > 10_000) known.clear()
  known.set(key, decision)
  return decision
}

function decideAnew(question: Required<Question>): Decision {
  const { role, action, emergency } = question
  const relations = question.relations.filter((one) => postRule(role).relations.includes(one))
  const held = new Set<Bundle>(relations.flatMap((one) => opens[one].bundles))
  const keeps = new Set(relations.flatMap((one) => opens[one].keeps))
  const all = role === 'system'
  const sightOfBundle = (bundle: Bundle): Sight => {
    if (all) return 'open'
    if (emergency && action === 'detail' && emergencyBundles.includes(bundle)) return 'open'
    if (bundle === 'name') return 'open'
    return held.has(bundle) ? sightOfHeld(question, bundle) : 'hidden'
  }
  const rank = (kind: 'contacts' | 'visitNotes', word: string) =>
    all || relations.some((one) => opens[one][kind] === word)
  return {
    sightOfBundle,
    sightOf(field) {
      const sight = sightOfBundle(bundleOf(field))
      const { maintainers } = fieldOf(field)
      if (action === 'write' && !all && !maintainers.some((letter) => keeps.has(letter)))
        return 'hidden'
      // The year of birth is ordinary work data; the day is not.
      if (field === 'birthArchive' && sight === 'hidden' && relations.length > 0)
        return action === 'list' || action === 'detail' ? 'masked' : 'hidden'
      return sight
    },
    maySeeTag: (code) => sightOfBundle(bundleOfTag[code]) === 'open',
    contacts:
      rank('contacts', 'all') || (emergency && action === 'detail')
        ? 'all'
        : rank('contacts', 'emergency')
          ? 'emergency'
          : 'none',
    visitNotes: rank('visitNotes', 'all') ? 'all' : 'own',
    guarded: question.isVip && question.purposes.length === 0 && !all,
  }
}

/**
 * Personal data that a record shows at once and a list only in part: a page would tell it of
 * hundreds at a glance, and nobody would be told.
 */
const inPartInLists: readonly Bundle[] = [
  'birth',
  'address',
  'personal',
  'living',
  'medicalPoint',
  'partyDates',
]

function sightOfHeld(question: Required<Question>, bundle: Bundle): Sight {
  const { role, action, purposes, isVip } = question
  if (action === 'write' || action === 'propose' || action === 'search' || action === 'statistics')
    return 'open'
  if (isVip && bundle !== 'work' && bundle !== 'party' && purposes.length === 0) return 'masked'
  if (action === 'list' && (isSensitive(bundle) || inPartInLists.includes(bundle))) return 'masked'
  if (!isSensitive(bundle)) return 'open'
  const { purposes: allowed, alwaysCase } = postRule(role)
  // A file is approved by another person, who sees its purpose; posts that only approve get masks.
  if (action === 'export') return alwaysCase ? 'masked' : 'open'
  const opened = purposes.some(
    (purpose) => allowed.includes(purpose) && purposeRule(purpose).opens.includes(bundle),
  )
  return opened ? 'open' : 'masked'
}

/** The fields that a decision shows so. */
export function keysSeen(decision: Decision, sight: Sight): FieldKey[] {
  return fields.map(({ key }) => key).filter((key) => decision.sightOf(key) === sight)
}

/** The relations of a kind of post that open a bundle for an action: what it may look for, and of whom. */
export function relationsOpening(role: Role, action: Action, bundle: Bundle): Relation[] {
  return postRule(role).relations.filter(
    (relation) => decide({ role, relations: [relation], action }).sightOfBundle(bundle) === 'open',
  )
}

/** The kinds of 特殊情况 that a decision lets one see. */
export function tagsSeen(decision: Decision): TagCode[] {
  return (Object.keys(tags) as TagCode[]).filter((code) => decision.maySeeTag(code))
}
