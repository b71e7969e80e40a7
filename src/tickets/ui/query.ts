import { caseStates } from '#src/cases/case.ts'
import {
  outcomes,
  type Outcome,
  type TicketCursor,
  type TicketFilters,
} from '#src/tickets/shape.ts'
import { ticketCategories, ticketSources } from '#src/tickets/ticket.ts'
import type { Widened } from '#src/web/queryState.ts'

/** The lists that one chooses between. */
export const views = {
  own: '本单位承办',
  mine: '由我办理',
  offered: '转来待接收',
  open: '辖区未办结',
  soon: '即将到期',
  overdue: '超期未答复',
  closed: '已办结',
  all: '全部',
} as const
export type View = keyof typeof views

export const conditionDefaults = {
  view: 'own',
  category: '',
  source: '',
  state: '',
  outcome: '',
  owner: '',
  from: '',
  to: '',
  text: '',
}

export const listDefaults = { ...conditionDefaults, size: 50, after: '', before: '', at: 0 }
export const cursorKeys = ['after', 'before', 'at']
export type Conditions = Widened<typeof conditionDefaults>

export function viewOf({ view }: Pick<Conditions, 'view'>): View {
  return view in views ? (view as View) : 'own'
}

const byView: Readonly<Record<View, Partial<TicketFilters>>> = {
  own: { whose: 'own', state: 'open' },
  mine: { whose: 'mine', state: 'open' },
  offered: { whose: 'offered', state: 'open' },
  open: { state: 'open' },
  soon: { timing: 'soon', state: 'open' },
  overdue: { timing: 'overdue', state: 'open' },
  closed: { state: 'closed' },
  all: { state: 'all' },
}

const day = /^\d{4}-\d\d-\d\d$/

/** The conditions as the operation takes them; what is unreadable counts as not said. */
export function filtersOf(q: Conditions): TicketFilters {
  const { category, source, state, outcome, owner, from, to, text } = q
  return {
    state: 'open',
    whose: 'all',
    ...byView[viewOf(q)],
    ...(state in caseStates && { state: state as TicketFilters['state'] }),
    ...(category in ticketCategories && { category: category as TicketFilters['category'] }),
    ...(source in ticketSources && { source: source as TicketFilters['source'] }),
    ...(outcome in outcomes && { outcome: outcome as Outcome }),
    ...(/^\d+$/.test(owner) && { ownerId: Number(owner) }),
    ...(day.test(from) && { openedFrom: from }),
    ...(day.test(to) && { openedTo: to }),
    ...(text && { text }),
  }
}

export function cursorText(cursor: TicketCursor): string {
  return cursor.join('.')
}

export function readCursor(text: string): TicketCursor | undefined {
  const [told = '', on = '', id = ''] = text.split('.')
  const readable = /^[01]$/.test(told) && day.test(on) && /^\d+$/.test(id)
  return readable ? [Number(told), on, Number(id)] : undefined
}

/** The list of matters that a figure counts. */
export function ticketsHref(conditions: Partial<Conditions>): string {
  const entries = Object.entries(conditions).filter(([, value]) => value !== '')
  return `/tickets?${new URLSearchParams(Object.fromEntries(entries))}`
}

export function hasConditions(q: Conditions): boolean {
  return (Object.keys(conditionDefaults) as (keyof Conditions)[]).some(
    (key) => key !== 'view' && q[key] !== conditionDefaults[key],
  )
}
