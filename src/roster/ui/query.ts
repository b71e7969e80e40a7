import { statuses, type Filters, type Sort, type Status } from '#src/roster/list.ts'
import { writeQuery, type Widened } from '#src/web/queryState.ts'

const none: readonly string[] = []

/** The conditions of the list as its address holds them; blank, 0 and empty mean no condition. */
export const conditionDefaults = {
  text: '',
  orgId: 0,
  tie: '',
  status: 'active',
  category: none,
  gender: none,
  rank: none,
  politicalStatus: none,
  period: none,
  managementTier: none,
  unitNature: none,
  livingArrangement: none,
  healthStatus: none,
  selfCareLevel: none,
  ageFrom: 0,
  ageTo: 0,
  birthMonth: 0,
  retiredFrom: '',
  retiredTo: '',
  tag: '',
  gap: '',
  unverifiedDays: 0,
  highAgeHighIllness: false,
  notVisitedThisYear: false,
  purpose: '',
  caseText: '',
}

/** The whole address of the list: conditions, order and place. */
export const listDefaults = {
  ...conditionDefaults,
  sort: 'name',
  size: 50,
  after: '',
  before: '',
  /** Position of the first row among all. */
  at: 0,
}

export const cursorKeys = ['after', 'before', 'at']

export type Conditions = Widened<typeof conditionDefaults>
export type ConditionKey = keyof Conditions

const keys = Object.keys(conditionDefaults) as ConditionKey[]

/** The conditions as the operations take them; an unknown status counts as the usual one. */
export function filtersOf(state: Conditions): Filters {
  const given = keys
    .map((key) => [key, state[key]] as const)
    .filter(([key, value]) => !isBlank(value) && !(key === 'status' && !isStatus(value)))
    .filter(([key, value]) => !(key === 'status' && value === conditionDefaults.status))
  return Object.fromEntries(given) as Filters
}

/** The address state that means these conditions and no others. */
export function conditionsOf(filters: Filters): Conditions {
  const given = Object.entries(filters).filter(([key]) => key in conditionDefaults)
  return { ...conditionDefaults, ...Object.fromEntries(given) } as Conditions
}

/** Address of the list under these conditions. */
export function rosterHref(filters: Filters): string {
  const query = writeQuery(new URLSearchParams(), conditionDefaults, conditionsOf(filters))
  return `/roster?${query}`.replace(/\?$/, '')
}

/** Whether both mean the same people. */
export function sameFilters(one: Filters, other: Filters): boolean {
  const text = ({ purpose: _purpose, caseText: _caseText, ...filters }: Filters) =>
    JSON.stringify(filtersOf(conditionsOf(filters)))
  return text(one) === text(other)
}

/** `-age` as the operations take it. */
export function orderOf(sort: string): { sort: Sort; descending: boolean } {
  const descending = sort.startsWith('-')
  return { sort: (descending ? sort.slice(1) : sort) as Sort, descending }
}

type Cursor = [string | null, number]

/** A cursor as the address holds it, and back; undefined where there is none. */
export function cursorText(cursor: readonly [string | null, number]): string {
  return JSON.stringify(cursor)
}

export function readCursor(text: string): Cursor | undefined {
  try {
    const [key, id] = JSON.parse(text) as Cursor
    return [key, id]
  } catch {
    return undefined
  }
}

function isBlank(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0)
}

function isStatus(value: unknown): value is Status {
  return typeof value === 'string' && value in statuses
}
