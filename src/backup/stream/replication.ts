import type { Socket } from 'node:net'
import pg from 'pg'
import { lsnText } from '../lsn.ts'

/** What the server sends: a part of its log, or word of how far that is. */
export interface Sent {
  /** Where `bytes` begin; absent with mere word. */
  readonly lsn?: number
  readonly bytes?: Buffer
  /** How far the log is at the server. */
  readonly end: number
  /** The server's clock, ms. */
  readonly at: number
}

export interface Replication {
  /** Tells the server what is safely kept, so that it may drop that; asks for word of how far it is. */
  confirm(lsn: number): void
  pause(): void
  resume(): void
  end(): Promise<void>
  /** Resolves with the reason when the server sends no more. */
  readonly ended: Promise<Error>
}

interface Wire {
  readonly stream: Socket
  on(event: 'copyData', take: (message: { chunk: Buffer }) => void): void
  sendCopyFromChunk(chunk: Buffer): void
}

const epochMs = Date.UTC(2000, 0, 1)

/** Begins to receive a server's log from a place on (streaming replication protocol, manual §54.4). */
export async function receiveLog(
  url: string,
  slot: string,
  from: number,
  take: (sent: Sent) => void,
): Promise<Replication> {
  const settings = { connectionString: url, replication: 'true' }
  const client = new pg.Client(settings)
  const ended = new Promise<Error>((resolve) => {
    client.on('error', resolve)
    client.on('end', () => resolve(new Error('the connection has ended')))
  })
  await client.connect()
  const { connection } = client as unknown as { connection: Wire }
  connection.on('copyData', ({ chunk }) => take(sentOf(chunk)))
  const refused = client.query(`START_REPLICATION SLOT ${slot} PHYSICAL ${lsnText(from)}`)
  return {
    confirm: (lsn) => connection.sendCopyFromChunk(confirmation(lsn)),
    pause: () => void connection.stream.pause(),
    resume: () => void connection.stream.resume(),
    end: () => client.end(),
    ended: Promise.race([ended, refused.then(() => new Error('the log has ended'), errorOf)]),
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

function sentOf(chunk: Buffer): Sent {
  const number = (at: number) => Number(chunk.readBigUInt64BE(at))
  const timeOf = (at: number) => epochMs + Number(chunk.readBigInt64BE(at)) / 1000
  if (chunk[0] === 0x6b) return { end: number(1), at: timeOf(9) }
  return { lsn: number(1), end: number(9), at: timeOf(17), bytes: Buffer.from(chunk.subarray(25)) }
}

function confirmation(lsn: number): Buffer {
  const message = Buffer.alloc(34)
  message.write('r')
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(BigInt(lsn), at)
  message.writeBigInt64BE(BigInt(Date.now() - epochMs) * 1000n, 25)
  message.writeUInt8(1, 33)
  return message
}
