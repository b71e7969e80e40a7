import { dutyStates, ruleCodes, timings, type Ground, type RuleCode } from '#src/duties/duty.ts'
import { grounds } from '#src/duties/duty.ts'
import type { DutyCursor, DutyFilters } from '#src/duties/list.ts'
import { writeQuery, type Widened } from '#src/web/queryState.ts'

/** The lists that one chooses between. */
export const views = {
  open: '全部待办',
  overdue: '逾期',
  today: '今天到期',
  thisWeek: '本周到期',
  upcoming: '以后到期',
  done: '已办',
  waived: '免办',
  withdrawn: '已撤销',
  owed: '全部应办',
} as const
export type View = keyof typeof views

/** The ledger's conditions as its address holds them; an organisation is its number or `none`. */
export const conditionDefaults = {
  view: 'open',
  rule: '',
  ground: '',
  owner: '',
  unit: '',
  community: '',
  branch: '',
  exact: false,
  year: 0,
  since: '',
  text: '',
}

/** The whole address of the ledger: conditions and place. */
export const listDefaults = {
  ...conditionDefaults,
  size: 50,
  after: '',
  before: '',
  /** Position of the first row among all. */
  at: 0,
}

export const cursorKeys = ['after', 'before', 'at']

export type Conditions = Widened<typeof conditionDefaults>

/** The view that an address names; the usual one where it names none. */
export function viewOf({ view }: Pick<Conditions, 'view'>): View {
  return view in views ? (view as View) : 'open'
}

/** The conditions as the operation takes them; what is unreadable counts as not said. */
export function filtersOf(q: Conditions): DutyFilters {
  const view = viewOf(q)
  return {
    state: view in dutyStates || view === 'owed' ? (view as DutyFilters['state']) : 'open',
    below: !q.exact,
    ...(view in timings && { timing: view as keyof typeof timings }),
    ...(isRule(q.rule) && { rules: [q.rule] }),
    ...(q.ground in grounds && { ground: q.ground as Ground }),
    ...org('ownerId', q.owner),
    ...org('managingUnitId', q.unit),
    ...org('communityId', q.community),
    ...org('branchId', q.branch),
    ...(q.year >= 1949 && q.year <= 2199 && { year: q.year }),
    ...(/^\d{4}-\d\d-\d\d$/.test(q.since) && { closedFrom: q.since }),
    ...(q.text.trim() && { text: q.text.trim().slice(0, 60) }),
  }
}

/** Address of the ledger under these conditions. */
export function dutiesHref(conditions: Partial<Conditions>): string {
  return `/duties?${writeQuery(new URLSearchParams(), conditionDefaults, conditions)}`.replace(
    /\?$/,
    '',
  )
}

/** A cursor as the address holds it, and back; undefined where there is none. */
export function cursorText(cursor: DutyCursor): string {
  return cursor.join(' ')
}

export function readCursor(text: string): [string, number, RuleCode, number] | undefined {
  const [dueOn = '', id, rule = '', period] = text.split(' ')
  if (!period || !isRule(rule)) return undefined
  return [dueOn, Number(id), rule, Number(period)]
}

function isRule(rule: string): rule is RuleCode {
  return (ruleCodes as readonly string[]).includes(rule)
}

function org(key: string, value: string): object {
  if (value === 'none') return { [key]: null }
  return /^\d+$/.test(value) ? { [key]: Number(value) } : {}
}
