import { Link } from 'react-router'
import { formatDay, lastDay } from '#src/kernel/day.ts'
import { groupings, outcomes, type Grouping, type Outcome } from '#src/tickets/shape.ts'
import type { Figures } from '#src/tickets/statistics.ts'
import { ticketCategories, type TicketCategory } from '#src/tickets/ticket.ts'
import type { Column } from '#src/web/kit/column.ts'
import { ticketsHref } from './query.ts'

export interface Asked {
  readonly by: Grouping
  readonly year: number
}

const counted: readonly Outcome[] = ['answered', 'inTime', 'late', 'overdue', 'closed', 'rated']

/** One line a group; every count is a link to what it counts. */
export function columnsFor(asked: Asked): readonly Column<Figures>[] {
  return [
    {
      key: 'name',
      width: 180,
      title: groupings[asked.by].slice(1),
      cell: (row) => <b>{nameOf(asked, row)}</b>,
      text: (row) => nameOf(asked, row),
    },
    {
      key: 'opened',
      width: 80,
      title: '登记',
      align: 'right',
      cell: (row) => <Link to={hrefOf(asked, row.key)}>{row.opened}</Link>,
      text: ({ opened }) => String(opened),
    },
    ...counted.map((outcome) => ({
      key: outcome,
      width: 110,
      title: outcomes[outcome],
      align: 'right' as const,
      cell: (row: Figures) =>
        row[outcome] > 0 ? <Link to={hrefOf(asked, row.key, outcome)}>{row[outcome]}</Link> : '0',
      text: (row: Figures) => String(row[outcome]),
    })),
    {
      key: 'meanDays',
      width: 120,
      title: '平均答复天数',
      align: 'right',
      cell: ({ meanDays }) => meanDays ?? '—',
    },
    {
      key: 'meanRating',
      width: 150,
      title: '平均评价（满分 5）',
      align: 'right',
      cell: ({ meanRating }) => meanRating ?? '—',
    },
  ]
}

function nameOf({ by }: Asked, { key, name }: Figures): string {
  if (key === 'total') return '合计'
  if (by === 'category') return ticketCategories[key as TicketCategory]
  return by === 'month' ? formatDay(key) : (name ?? '')
}

/** The list that a figure counts. */
export function hrefOf({ by, year }: Asked, key: string, outcome?: Outcome): string {
  const one = key !== 'total'
  const month = by === 'month' && one
  return ticketsHref({
    view: 'all',
    from: month ? `${key}-01` : `${year}-01-01`,
    to: month ? lastDay(key) : `${year}-12-31`,
    ...(one && by === 'category' && { category: key }),
    ...(one && by === 'owner' && { owner: key }),
    ...(outcome && { outcome }),
  })
}

/** All lines together. */
export function totalOf(rows: readonly Figures[]): Figures {
  const sum = (of: (row: Figures) => number) => rows.reduce((all, row) => all + of(row), 0)
  const mean = (of: (row: Figures) => number | null, weight: (row: Figures) => number) => {
    const whole = sum((row) => (of(row) === null ? 0 : weight(row)))
    if (whole === 0) return null
    return Math.round((sum((row) => (of(row) ?? 0) * weight(row)) / whole) * 10) / 10
  }
  return {
    key: 'total',
    name: null,
    opened: sum(({ opened }) => opened),
    answered: sum(({ answered }) => answered),
    inTime: sum(({ inTime }) => inTime),
    late: sum(({ late }) => late),
    overdue: sum(({ overdue }) => overdue),
    closed: sum(({ closed }) => closed),
    rated: sum(({ rated }) => rated),
    unhappy: sum(({ unhappy }) => unhappy),
    meanDays: mean(
      ({ meanDays }) => meanDays,
      ({ answered }) => answered,
    ),
    meanRating: mean(
      ({ meanRating }) => meanRating,
      ({ rated }) => rated,
    ),
  }
}

/** A share in whole per cent. */
export function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`
}
