import { addDays } from '#src/kernel/day.ts'
import type { PolicyValue } from '#src/policy/policy.ts'
import type { DutyPlace, Part } from './call.ts'

export type Chain = PolicyValue<'callChain'>

/** Who is told when nobody answers, in this order; the last again and again. */
export const chainSteps = ['first', 'second', 'leader', 'director'] as const
export type ChainStep = (typeof chainSteps)[number]

export const stepTitles: Readonly<Record<ChainStep, string>> = {
  first: '值班员',
  second: '后备',
  leader: '带班领导',
  director: '局领导和上级',
}

/** After so many steps only the screens go on sounding. */
export const mostSteps = 12

/** The step with this number, from 0. */
export function stepAt(level: number): ChainStep {
  return chainSteps[Math.min(level, chainSteps.length - 1)] as ChainStep
}

/** Seconds after the call at which step `level` is due. */
export function secondsUntil(level: number, chain: Chain): number {
  const { secondSeconds, leaderSeconds, directorSeconds } = chain
  const times = [0, secondSeconds, leaderSeconds, directorSeconds]
  return times[level] ?? directorSeconds * (level - 2)
}

/** When step `level` is due; null where the chain has come to its end, or does not hold. */
export function dueAt(receivedAt: Date, level: number, chain: Chain): Date | null {
  if (!chain.enabled || level >= mostSteps) return null
  return new Date(receivedAt.getTime() + secondsUntil(level, chain) * 1_000)
}

/** By night the one on duty is told at once; by day the desk is attended, and the chain begins after. */
export function firstLevel(part: Part): number {
  return part === 'night' ? 0 : 1
}

export interface Turn {
  readonly day: string
  readonly part: Part
}

/** Whose turn it is: the night belongs to the day on which it began. China has one time, UTC+8. */
export function turnAt(at: Date, { dayFrom, dayTo }: Pick<Chain, 'dayFrom' | 'dayTo'>): Turn {
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString()
  const [day, time] = [local.slice(0, 10), local.slice(11, 16)]
  if (time >= dayFrom && time < dayTo) return { day, part: 'day' }
  return { day: time < dayFrom ? addDays(day, -1) : day, part: 'night' }
}

export interface Roster {
  readonly places: Readonly<Partial<Record<DutyPlace, number>>>
  readonly directors: readonly number[]
  readonly superiors: readonly number[]
  /** Everyone at the desk who may answer. */
  readonly everyone: readonly number[]
}

/** Who is told at a step. A hole in the roster falls back to the directors, then to everyone there. */
export function toldAt(step: ChainStep, roster: Roster): { told: number[]; fellBack: boolean } {
  const { places, directors, superiors, everyone } = roster
  const named = step === 'director' ? [...directors, ...superiors] : [places[step] ?? []].flat()
  const found = [named, directors, superiors, everyone].find((each) => each.length > 0) ?? []
  return { told: [...new Set(found)], fellBack: named.length === 0 }
}
