import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface HttpClient {
  post(path: string, body: string): Promise<Answer>
  close(): void
}

const separator = Buffer.from('\r\n\r\n')

/**
 * One keep-alive connection that has one request under way at a time. It parses no more than the
 * status and the length, so that generating load costs little beside answering it.
 */
export function httpClient(port: number, cookie: string): HttpClient {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const head = `Host: 127.0.0.1:${port}\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\nx-requested-by: api\r\n`
  const next = answersOf(socket)
  return {
    post(path, body) {
      socket.write(
        `POST ${path} HTTP/1.1\r\n${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
      return next()
    },
    close: () => void socket.destroy(),
  }
}

function answersOf(socket: Socket): () => Promise<Answer> {
  let held: Buffer<ArrayBufferLike> = Buffer.alloc(0)
  let settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  const fail = () => settle?.reject(new Error('the server closed the connection'))
  socket.on('error', fail).on('close', fail)
  socket.on('data', (part: Buffer<ArrayBufferLike>) => {
    held = held.length ? Buffer.concat([held, part]) : part
    const end = held.indexOf(separator)
    if (end < 0) return
    const head = held.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (held.length < end + 4 + length) return
    const answer = {
      status: Number(head.slice(9, 12)),
      body: held.toString('utf8', end + 4, end + 4 + length),
    }
    held = held.subarray(end + 4 + length)
    settle?.resolve(answer)
  })
  return () => new Promise((resolve, reject) => (settle = { resolve, reject }))
}
