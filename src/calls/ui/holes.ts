import { dutyPlaces, parts } from '#src/calls/call.ts'
import type { ShiftPlan } from '#src/calls/shift.operations.ts'
import { formatDay } from '#src/kernel/day.ts'

/** How much is not filled, and where it begins. */
export function holesInWords(holes: ShiftPlan['holes']): string {
  const firsts = holes.filter(({ place }) => place === 'first')
  const [next] = firsts.length > 0 ? firsts : holes
  if (!next) return ''
  const count =
    firsts.length > 0 ? `有 ${firsts.length} 个班次没有值班员` : `有 ${holes.length} 处没有排满`
  return `${count}，最早是${formatDay(next.day)}${parts[next.part]}的${dutyPlaces[next.place]}`
}
