import { defineConfig } from 'vitest/config'

const journeys = 'test/journeys/**/*.test.ts'
const longRun = process.env['npm_lifecycle_event'] === 'test:faults'
const onlyLong = longRun ? [] : ['test/**/*.long.test.ts']
const hangGuardMs = 600_000

export default defineConfig({
  test: {
    globalSetup: './test/harness/clusterServer.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: hangGuardMs,
    hookTimeout: hangGuardMs,
    teardownTimeout: hangGuardMs,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [journeys, ...onlyLong],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [journeys],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
