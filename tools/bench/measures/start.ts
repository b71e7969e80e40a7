import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../figure.ts'
import { memoryOfTree } from '../processes.ts'
import { startServer, type Server } from '../server.ts'
import { median } from '../stats.ts'

const restMs = 15_000

/** Starting on a folder that exists, and the memory of all processes at rest. */
export async function start(dataDir: string): Promise<Figure[]> {
  const times: number[] = []
  let memory: number | undefined
  for (let round = 0; round < 3; round += 1) {
    const server = await startServer(['src/main.ts', 'serve'], { DATA_DIR: dataDir })
    times.push(server.readyMs)
    if (round === 2) memory = await memoryAtRest(server)
    await server.stop()
  }
  const seconds = median(times) / 1000
  return [
    {
      what: 'start on this folder',
      value: seconds,
      unit: 's',
      aim: { text: '≤ 3 s', met: seconds <= 3 },
    },
    ...(memory === undefined
      ? []
      : [{ what: 'memory at rest on this folder', value: memory, unit: 'MiB' }]),
    ...(await demo()),
  ]
}

async function memoryAtRest({ pid }: Server): Promise<number | undefined> {
  await pause(restMs)
  return memoryOfTree(pid)
}

async function demo(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chongyang-demo-'))
  try {
    const first = await startServer(['src/main.ts', 'demo'], { DATA_DIR: folder })
    await first.stop()
    const again = await startServer(['src/main.ts', 'demo'], { DATA_DIR: folder })
    const memory = await memoryAtRest(again)
    await again.stop()
    const seconds = again.readyMs / 1000
    return [
      { what: 'first start of the demo county', value: first.readyMs / 1000, unit: 's' },
      {
        what: 'next start of the demo county',
        value: seconds,
        unit: 's',
        aim: { text: '≤ 3 s', met: seconds <= 3 },
      },
      ...(memory === undefined
        ? []
        : [
            {
              what: 'memory at rest, demo county, all processes',
              value: memory,
              unit: 'MiB',
              aim: { text: '≤ 300 MiB', met: memory <= 300 },
            },
          ]),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
