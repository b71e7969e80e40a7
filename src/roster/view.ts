import { decide, keysSeen, type Decision } from './access.ts'
import { postRule, needsCase } from './access/post.ts'
import { opens } from './access/relation.ts'
import { derivedOf, type Derived } from './derived.ts'
import type { FieldKey } from './fields.ts'
import type { Maintainer } from './fields/field.ts'
import type { OpenedPerson } from './opening.ts'
import { budgetNotice } from './opening.ts'
import { keptBy } from './permitted.ts'
import { maskPhone } from './phone.ts'
import {
  purposeRule,
  purposes as allPurposes,
  sensitiveGroups,
  type Purpose,
  type SensitiveGroup,
} from './purpose.ts'
import type { Related } from './related.ts'
import type { Row } from './record.ts'
import type { TagCode } from './tag.ts'
import { partOf, shown } from './visibility.ts'
import type { Role } from '#src/kernel/access.ts'

/** What a post may be asked for and told about opening one person's details. */
export interface Access {
  readonly purposes: readonly PurposeOffer[]
  /** Named already and still good. */
  readonly opened: readonly Purpose[]
  readonly until: Date | null
  readonly emergencyUntil: Date | null
  readonly isVip: boolean
  /** Whose facts the post keeps true for this person: B bureau, C community … */
  readonly keeps: readonly Maintainer[]
  readonly notice: string | null
}

export interface PurposeOffer {
  readonly code: Purpose
  readonly title: string
  readonly needsCase: boolean
  /** What would be opened, in words. */
  readonly opens: string
}

/** What the page is told of purposes: those on offer, those that hold, and until when. */
export function accessOf(role: Role, { row, opening, decision }: OpenedPerson): Access {
  const closed = (Object.keys(sensitiveGroups) as SensitiveGroup[]).filter(
    (group) => decision.sightOfBundle(group) !== 'hidden',
  )
  const offers = postRule(role).purposes.map((code) => ({
    code,
    title: allPurposes[code].title,
    needsCase: needsCase(role, code, row.isVip),
    opens: closed
      .filter((group) => purposeRule(code).opens.includes(group))
      .map((group) => sensitiveGroups[group])
      .join('、'),
  }))
  return {
    purposes: offers.filter(({ opens }) => row.isVip || opens !== ''),
    opened: opening.purposes,
    until: opening.until,
    emergencyUntil: opening.emergencyUntil,
    isVip: row.isVip,
    keeps: role === 'system' ? opens.home.keeps : keptBy(role, opening.relations),
    notice: budgetNotice(opening),
  }
}

/** The fields that the actor may change, given how the organisation stands to the person. */
export function writableKeys(role: Role, { opening, row }: OpenedPerson): FieldKey[] {
  const { relations } = opening
  return keysSeen(decide({ role, relations, action: 'write', isVip: row.isVip }), 'open')
}

/** What follows from the record, as far as what it follows from may be seen. */
export function derivedSeen(row: Row, today: string, decision: Decision): Derived {
  const all = derivedOf(row, today)
  const birth = decision.sightOf('birthArchive')
  const party = decision.sightOf('partyJoined') === 'open'
  return {
    ...all,
    birthId: birth === 'open' ? all.birthId : null,
    lunarBirth: birth === 'open' ? all.lunarBirth : null,
    age: birth === 'hidden' ? null : all.age,
    nominalAge: birth === 'hidden' ? null : all.nominalAge,
    partyAge: party ? all.partyAge : null,
    ...(decision.sightOfBundle('work') === 'open'
      ? {}
      : { revolutionaryPeriod: null, serviceYears: null, statutoryMonth: null }),
    highAgeHighIllness: decision.sightOf('healthStatus') === 'open' && all.highAgeHighIllness,
  }
}

/** What stands beside the record, as far as it may be seen. */
export function relatedSeen(related: Related, decision: Decision): Related {
  const phones = decision.sightOfBundle('phones')
  const contacts = related.contacts.filter(
    ({ isEmergency }) =>
      decision.contacts === 'all' || (decision.contacts === 'emergency' && isEmergency),
  )
  const personal = decision.sightOfBundle('personal') === 'open'
  return {
    ties: related.ties,
    tags: related.tags
      .filter(({ code }) => decision.maySeeTag(code as TagCode))
      .map((tag) => ({ ...tag, evidence: personal ? tag.evidence : '' })),
    contacts: contacts.map((contact) => ({
      ...contact,
      phone: phones === 'open' ? contact.phone : contact.phone && maskPhone(contact.phone),
      address: personal ? contact.address : null,
    })),
    requests: related.requests.map((request) => ({
      ...request,
      proposed: proposedSeen(request.proposed, decision),
    })),
  }
}

/** The wished-for values; of a field that may not be seen only that something is wished for. */
export function proposedSeen(
  proposed: Record<string, unknown>,
  decision: Decision,
): Record<string, unknown> {
  const keys = Object.keys(proposed) as FieldKey[]
  return Object.fromEntries(
    keys
      .filter((key) => decision.sightOf(key) !== 'hidden')
      .map((key) => [
        key,
        decision.sightOf(key) === 'open' ? proposed[key] : partOf(key, proposed[key]),
      ]),
  )
}

/** The record as the page gets it. */
export function valuesSeen(values: Parameters<typeof shown>[0], decision: Decision) {
  return {
    values: shown(values, decision),
    hidden: keysSeen(decision, 'hidden'),
    masked: keysSeen(decision, 'masked'),
  }
}
