import { connect, type Socket } from 'node:net'
import { Refusal } from '#src/kernel/refusal.ts'

/** What a scanner says of bytes; `unknown` when it is silent, slow, gone, or speaks nonsense. */
export type Finding =
  | { readonly result: 'clean' }
  | { readonly result: 'infected'; readonly virus: string }
  | { readonly result: 'unknown'; readonly why: string }
  /** No scanner is set up. */
  | { readonly result: 'unscanned' }

const patienceMs = 10_000
const pieceBytes = 64 * 1024
const longestAnswer = 4_096

/** Where clamd listens: `host:port` or the path of a socket; absent where none is set up. */
export function scannerAddress(): string | undefined {
  return process.env['CLAMD']?.trim() || undefined
}

/** Asks clamd about bytes by its INSTREAM command (clamd(8)). Never throws. */
export async function scan(bytes: Uint8Array, patience = patienceMs): Promise<Finding> {
  const address = scannerAddress()
  if (!address) return { result: 'unscanned' }
  try {
    return findingIn(await ask(address, 'zINSTREAM\0', bytes, patience))
  } catch (error) {
    return { result: 'unknown', why: (error as Error).message }
  }
}

/** What clamd calls itself, and how old its signatures are in days. */
export async function scannerVersion(now: Date, patience = 3_000) {
  const address = scannerAddress()
  if (!address) return { configured: false, answers: false, version: null, age: null }
  const said = await ask(address, 'zVERSION\0', undefined, patience).catch(() => '')
  const [, version, day] = /^(ClamAV [^/]{1,60})(?:\/\d+\/(.{1,60}))?$/.exec(said) ?? []
  const made = day ? Date.parse(day) : Number.NaN
  const age = Number.isNaN(made) ? null : Math.floor((now.getTime() - made) / 86_400_000)
  return { configured: true, answers: version !== undefined, version: version ?? null, age }
}

function findingIn(said: string): Finding {
  if (said === 'stream: OK') return { result: 'clean' }
  const virus = /^stream: ([^\0\r\n]{1,200}) FOUND$/.exec(said)?.[1]
  if (virus) return { result: 'infected', virus }
  return { result: 'unknown', why: said === '' ? 'no answer' : 'unreadable answer' }
}

function ask(
  address: string,
  command: string,
  bytes: Uint8Array | undefined,
  patience: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const line = dial(address)
    const timer = setTimeout(() => line.destroy(new Error('too slow')), patience)
    line.setEncoding('latin1')
    line.on('connect', () => {
      line.write(command)
      if (bytes) sendPieces(line, bytes)
    })
    line.on('data', (text: string) => {
      said += text
      if (said.length > longestAnswer) line.destroy(new Error('unreadable answer'))
      else if (said.includes('\0')) line.end()
    })
    line.on('error', reject)
    line.on('close', () => {
      clearTimeout(timer)
      resolve(said.split('\0')[0] ?? '')
    })
  })
}

function dial(address: string): Socket {
  const [, host = '127.0.0.1', port] = /^(?:\[?([^/\]]+)\]?:)?(\d+)$/.exec(address) ?? []
  return port ? connect(Number(port), host) : connect(address)
}

/** Each piece with its length before it; an empty one ends them. */
function sendPieces(line: Socket, bytes: Uint8Array): void {
  for (let from = 0; from <= bytes.length; from += pieceBytes) {
    const piece = bytes.subarray(from, from + pieceBytes)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(piece.length)
    line.write(length)
    line.write(piece)
    if (piece.length === 0) return
  }
  line.write(Buffer.alloc(4))
}

/** The refusal of a file in which a virus was found. */
export function refuseInfected(): Refusal {
  const message = '病毒查验发现这个文件有问题，没有保存；请勿再打开它，并联系单位的信息安全人员'
  return new Refusal('invalid', 'files.infected', message, 'file')
}
