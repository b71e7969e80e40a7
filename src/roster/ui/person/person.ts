import type { OutputOf } from '#src/web/api.ts'
import { kindsOfTie, type TieKind } from '#src/orgs/org.ts'

/** A person's record as the page holds it. */
export type Person = OutputOf<'roster.get'>

export type Tie = Person['ties'][number]
export type Contact = Person['contacts'][number]
export type HeldTag = Person['tags'][number]
export type Request = Person['requests'][number]

/** The five ties in the order they are shown. */
export const tieOrder = Object.keys(kindsOfTie) as TieKind[]

/** The tie of a kind that holds now. */
export function currentTie(person: Person, kind: TieKind): Tie | undefined {
  return person.ties.find((tie) => tie.kind === kind && tie.validTo === null)
}

/** What is stale once something about a person has changed. */
export const staleAfter = ['roster.', 'duties.', 'home.', 'visits.', 'transparency.', 'files.']

/** A window over a person's page. */
export type Work =
  | {
      readonly kind:
        | 'amend'
        | 'event'
        | 'death'
        | 'reverse'
        | 'verify'
        | 'request'
        | 'visit'
        | 'vip'
        | 'emergency'
    }
  | { readonly kind: 'tie'; readonly tie: TieKind }
  | { readonly kind: 'addTag' }
  | { readonly kind: 'endTag'; readonly tag: HeldTag }
  | { readonly kind: 'contact'; readonly contact?: Contact }
  | { readonly kind: 'removeContact'; readonly contact: Contact }

export interface PartProps {
  readonly person: Person
  readonly onWork: (work: Work) => void
}
