import { createServer, type Socket } from 'node:net'

/** How the scanner behaves: as it should, or as things go wrong. */
export type Mood = 'well' | 'garbage' | 'silent' | 'hangUp' | 'endless'

/** The harmless sample that every scanner knows as a virus, put together so that no scanner finds it here. */
export const eicar = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

/** A scanner that speaks the protocol of clamd on a port of its own and knows one virus. */
export async function openScanner() {
  const scanner = { mood: 'well' as Mood, scanned: 0, address: '', close }
  const lines = new Set<Socket>()
  const server = createServer((line) => {
    lines.add(line)
    line.on('close', () => lines.delete(line))
    line.on('error', () => undefined)
    let heard = Buffer.alloc(0)
    line.on('data', (piece) => {
      heard = Buffer.concat([heard, piece as Buffer])
      const said = answerTo(heard)
      if (said !== undefined) speak(line, said)
    })
  })
  function speak(line: Socket, said: string) {
    scanner.scanned += 1
    if (scanner.mood === 'silent') return
    if (scanner.mood === 'hangUp') return void line.destroy()
    if (scanner.mood === 'garbage') return void line.end('\x16\x03\x01 stream: OK? \0')
    if (scanner.mood === 'endless') return void line.write('stream: '.repeat(4_000))
    line.end(`${said}\0`)
  }
  async function close() {
    for (const line of lines) line.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  scanner.address = `127.0.0.1:${port}`
  return scanner
}

/** What clamd would say once it has heard enough; nothing until then. */
function answerTo(heard: Buffer): string | undefined {
  if (heard.toString('latin1') === 'zVERSION\0')
    return 'ClamAV 1.4.3/27800/Tue Nov 10 08:26:11 2026'
  if (!heard.toString('latin1').startsWith('zINSTREAM\0')) return undefined
  const pieces: Buffer[] = []
  for (let at = 10; at + 4 <= heard.length;) {
    const length = heard.readUInt32BE(at)
    if (length === 0)
      return Buffer.concat(pieces).includes(eicar)
        ? 'stream: Eicar-Test-Signature FOUND'
        : 'stream: OK'
    pieces.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
