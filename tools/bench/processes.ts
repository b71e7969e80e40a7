import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Memory of a process and all below it in MiB, shared pages counted once; undefined off Linux. */
export function memoryOfTree(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const kib = treeOf(pid).map(proportionalKib)
  return kib.reduce((sum, each) => sum + each, 0) / 1024
}

/** Processor time in ms that a process has used so far; undefined off Linux. */
export function processorTimeOf(pid: number): number | undefined {
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /, '')
    .split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) * 10 : undefined
}

/** Forgets how much memory a process held at most until now. */
export function forgetPeakOf(pid: number): void {
  if (process.platform === 'linux') writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** The most memory in MiB that a process held since then; undefined off Linux. */
export function peakMemoryOf(pid: number): number | undefined {
  const kib = /\nVmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kib ? Number(kib) / 1024 : undefined
}

function treeOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const parent =
      /^\d+$/.test(name) && /\nPPid:\s+(\d+)/.exec(read(`/proc/${name}/status`) ?? '')?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const isBelow = (each: number): boolean =>
    each === pid || (parents.has(each) && isBelow(parents.get(each) ?? 0))
  return [...parents.keys()].filter(isBelow)
}

function proportionalKib(pid: number): number {
  return Number(/\nPss:\s+(\d+)/.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1] ?? 0)
}

/** A process may end while we look. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
