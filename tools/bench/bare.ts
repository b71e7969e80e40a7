import Fastify from 'fastify'

/** The barest HTTP answer: a small JSON body in, a small JSON body out. */
const app = Fastify()
app.post('/api/bare', (_request, reply) => reply.send({ id: 1, version: 1 }))
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
console.log('ready bare')
process.once('SIGTERM', () => void app.close())
