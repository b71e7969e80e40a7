import type { Measure } from '../bench.ts'
import type { RequestPlan } from '../load/requests.ts'
import { startServer } from '../server.ts'

/** What one fastify process on this machine can answer at all. */
export const bareHttp: Measure = {
  name: 'bareHttp',
  async run({ load, target, quick }) {
    const server = await startServer(['tools/bench/bare.ts'], {})
    const plan: RequestPlan = {
      way: 'http',
      action: 'bare',
      port: server.port,
      cookie: 'none=1',
      target,
    }
    try {
      const figures = []
      for (const clients of [1, 16, 64]) {
        await load.round(plan, clients, 0.5)
        const pace = await load.round(plan, clients, quick ? 0.5 : 2)
        const what = `bare fastify answer, ${clients} ${clients === 1 ? 'client' : 'clients'}`
        figures.push({ what, value: pace.perSecond, unit: '/s', p95Ms: pace.p95 })
      }
      return figures
    } finally {
      await server.stop()
    }
  },
}
