import type { FigureTable } from '#src/documents/figures.ts'
import {
  cellsOf,
  comingCodes,
  goingCodes,
  groupCodes,
  groups,
  headCountGroups,
  inflow,
  lines,
  outflow,
  type Flow,
  type FlowCells,
  type HeadCountGroup,
  type HeadCountRow,
  type Line,
} from './flow.ts'

/** Lines that hold people in some year; the balance is always shown. */
function usedLines(all: readonly FlowCells[], among: readonly Line[]): Line[] {
  return among.filter((line) => all.some((cells) => cells[line] > 0))
}

/** 增减表: each year in all and by category, as S5 and S6 of the yearly statistics have it. */
export function flowTable({ years }: Flow, where: string, today: string): FigureTable {
  const all = years.map((year) => cellsOf(year, groupCodes))
  const coming = usedLines(all, comingCodes)
  const going = usedLines(all, goingCodes)
  const rows = years.flatMap((year) =>
    [groupCodes, ...groupCodes.map((group) => [group])].map((wanted) => {
      const cells = cellsOf(year, wanted)
      const name = wanted.length > 1 ? '合计' : groups[wanted[0] ?? 'others']
      return [
        `${year.year} 年 ${name}`,
        cells.opening,
        ...coming.map((line) => cells[line]),
        inflow(cells),
        ...going.map((line) => cells[line]),
        outflow(cells),
        cells.closing,
      ]
    }),
  )
  const words = (used: readonly Line[]) => used.map((line) => lines[line])
  return {
    title: '离退休干部增减情况表',
    note: `${where}，截至 ${today}；应有 = 年初在册 + 新增 − 减少`,
    columns: [
      '年度、类别',
      '年初在册',
      ...words(coming),
      '新增小计',
      ...words(going),
      '减少小计',
      '年末在册',
    ],
    rows,
  }
}

/** 某日在册人数表, with a total. */
export function headCountTable(
  rows: readonly HeadCountRow[],
  by: HeadCountGroup,
  day: string,
  where: string,
): FigureTable {
  const sum = (key: 'count' | 'lixiu' | 'tuixiu' | 'others') =>
    rows.reduce((total, row) => total + row[key], 0)
  return {
    title: `在册人数表（按${headCountGroups[by]}）`,
    note: `${where}，${day} 在册，归属和类别按当日`,
    columns: [headCountGroups[by], '在册', ...groupCodes.map((group) => groups[group])],
    rows: [
      ['合计', sum('count'), sum('lixiu'), sum('tuixiu'), sum('others')],
      ...rows.map(({ name, count, lixiu, tuixiu, others }) => [name, count, lixiu, tuixiu, others]),
    ],
  }
}
