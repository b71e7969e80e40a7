import { cpus, totalmem } from 'node:os'
import { ratioOf, type Figure } from './figure.ts'

export interface Report {
  readonly people: number
  readonly machine: Readonly<Record<string, string>>
  readonly figures: readonly (Figure & { readonly ratio?: number | undefined })[]
}

/** What it ran on. */
function machineOf(postgres: string): Readonly<Record<string, string>> {
  const cores = cpus()
  return {
    processor: `${cores.length} × ${cores[0]?.model.trim() || 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    postgres,
  }
}

export function reportOf(people: number, postgres: string, figures: readonly Figure[]): Report {
  const judged = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure) }))
  return { people, machine: machineOf(postgres), figures: judged }
}

/** The figures as a table for people to read. */
export function tableOf({ people, machine, figures }: Report): string {
  const head = ['what', 'value', 'p95 ms', 'limit', 'ratio', 'aim', 'met', 'note']
  const rows = figures.map(({ what, value, unit, p95Ms, limit, ratio, aim, note }) => [
    what,
    `${short(value)} ${unit}`,
    p95Ms === undefined ? '' : short(p95Ms),
    limit ? `${short(limit.value)} ${unit} ${limit.is}` : '',
    ratio === undefined ? '' : ratio.toFixed(2),
    aim?.text ?? '',
    aim ? (aim.met ? 'yes' : 'NO') : '',
    note ?? '',
  ])
  const about = Object.entries(machine).map(([name, value]) => `${name}: ${value}`)
  return [`${people} people`, ...about, '', ...aligned([head, ...rows])].join('\n')
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function short(value: number): string {
  if (value >= 100) return value.toFixed(0)
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
