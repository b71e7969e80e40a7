import { groupCodes, headCountGroups, type Group, type HeadCountGroup } from '#src/census/flow.ts'
import type { InputOf } from '#src/web/api.ts'
import type { Widened } from '#src/web/queryState.ts'

/** What the statistics page keeps in its address. */
export const defaults = {
  tab: 'overview',
  /** The category of the flow table; empty for all. */
  group: '',
  orgId: '',
  day: '',
  by: 'category',
  /** The figure whose people are shown: see {@link askedOf}. */
  cell: '',
  at: 0,
  /** Of the forecast: the table by unit, or the list of those in service. */
  view: 'forecast',
  unit: '',
  expected: '',
  text: '',
  closed: false,
  register: 'members',
  state: 'current',
}
export type State = Widened<typeof defaults>

export interface TabProps {
  readonly q: State
  readonly change: (patch: Partial<State>) => void
}

export function groupsOf(group: string): readonly Group[] {
  return (groupCodes as readonly string[]).includes(group) ? [group as Group] : groupCodes
}

export function byOf(by: string): HeadCountGroup {
  return by in headCountGroups ? (by as HeadCountGroup) : 'category'
}

/** The organisation of the address as operations take it. */
export function orgOf({ orgId }: Pick<State, 'orgId'>): { orgId?: number } {
  return Number(orgId) > 0 ? { orgId: Number(orgId) } : {}
}

/** The address of one figure of the flow table. */
export function flowCell(year: number, lines: readonly string[]): string {
  return ['flow', year, lines.join('.')].join('~')
}

/** The address of one figure of the head count; an empty key means all rows. */
export function countCell(key: string, group: string): string {
  return ['count', key, group].join('~')
}

export type Asked =
  | { readonly kind: 'flow'; readonly input: InputOf<'census.flowPeople'> }
  | { readonly kind: 'count'; readonly input: InputOf<'census.headCountPeople'> }

/** The question behind the figure that the address names; undefined when it names none. */
export function askedOf(q: State, day: string): Asked | undefined {
  const [kind, one = '', two = ''] = q.cell.split('~')
  const page = { ...orgOf(q), from: q.at, limit: 50 }
  if (kind === 'flow') {
    const lines = two.split('.') as InputOf<'census.flowPeople'>['lines']
    return {
      kind,
      input: { year: Number(one), lines, groups: [...groupsOf(q.group)], ...page },
    }
  }
  if (kind !== 'count') return undefined
  const key = one ? { key: one } : {}
  return {
    kind,
    input: { day, by: byOf(q.by), ...key, groups: [...groupsOf(two)], ...page },
  }
}
