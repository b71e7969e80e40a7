import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** How the line behaves: as it should, slowly, silent in both directions, or not at all. */
export type Line = 'good' | 'slow' | 'halfOpen' | 'cut'

const slowMs = 50

/** A line to a server whose faults a test chooses; what is open when it is cut falls. */
export async function startProxy(target: NetConnectOpts) {
  let line: Line = 'good'
  const open = new Set<Socket>()
  const server = createServer((from) => {
    if (line === 'cut') return void from.destroy()
    const to = connect(target)
    for (const socket of [from, to]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    join(from, to)
    join(to, from)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  function join(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (line === 'halfOpen') return
      if (line === 'slow') setTimeout(() => to.write(bytes), slowMs)
      else to.write(bytes)
    })
    from.on('close', () => to.destroy())
  }

  return {
    port: (server.address() as AddressInfo).port,
    set(next: Line): void {
      line = next
      if (next === 'cut') for (const socket of open) socket.destroy()
    },
    end(): void {
      for (const socket of open) socket.destroy()
      server.close()
    },
  }
}
