import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '#src/kernel/refusal.ts'

/** Serves the built workbench; any other address that asks for a page gets its shell. */
export function servePages(app: FastifyInstance, root: string): void {
  app.register(fastifyStatic, {
    root,
    preCompressed: true,
    index: false,
    wildcard: false,
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && !request.url.startsWith('/api/') && wantsPage(request.headers))
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    throw new Refusal('missing', 'kernel.noSuchAddress', '没有这个地址')
  })
}

function wantsPage(headers: { accept?: string | undefined }): boolean {
  return headers.accept?.includes('text/html') ?? false
}
