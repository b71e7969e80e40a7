import type { Database, Tx } from '#src/kernel/db.ts'
import { anchored, anchorLines, type AnchorLine, type AnchorPlace } from './anchor.ts'
import type { Findings } from './finding.ts'
import { sealsFrom } from './seal.ts'

/** A seal is written down outside within seconds. */
const graceMs = 60_000

interface Known {
  readonly last: number
  readonly keys: ReadonlyMap<number, string>
}

/** Compares the seals of the database with those written down outside. */
export async function compareAnchor(
  db: Database | Tx,
  place: AnchorPlace,
  { last, keys }: Known,
  report: Findings,
): Promise<void> {
  const { title } = place
  const book = anchorBook()
  try {
    for await (const line of anchorLines(place)) {
      if (!line) report.notice(`${title}里有一行读不出来（写入时断电或被改动）`)
      else if ('publicKey' in line) checkKey(title, line, keys, report)
      else book.take(line)
    }
  } catch (error) {
    report.add('anchorMissing', `${title}读不出来：${(error as Error).message}`)
    return
  }
  if (book.last() === 0 && (await isOld(db))) report.add('anchorMissing', `${title}不在或是空的`)
  if (book.last() > last)
    report.add(
      'anchorAhead',
      `${title}记到第 ${book.last()} 号，数据库只到第 ${last} 号：末尾的封印和留痕被删去，或数据库恢复到了较早的时点`,
      last + 1,
    )
  else if (last > book.last() && book.last() > 0)
    report.notice(`${title}记到第 ${book.last()} 号，其后的尚未写入`)
  await compareSeals(db, title, Math.min(last, book.last()), book.of, report)
}

/** Whether there are seals that should long have been written down. */
async function isOld(db: Database | Tx): Promise<boolean> {
  const [first] = await sealsFrom(db, 1, { limit: 1 })
  return first !== undefined && Date.parse(first.at) < Date.now() - graceMs
}

function checkKey(
  title: string,
  { key, publicKey }: Extract<AnchorLine, { publicKey: string }>,
  keys: ReadonlyMap<number, string>,
  report: Findings,
): void {
  if (keys.get(key) !== publicKey)
    report.add('key', `${title}里第 ${key} 号公钥与数据库不同：封印被人用另一把钥匙重做`)
}

async function compareSeals(
  db: Database | Tx,
  title: string,
  upTo: number,
  lineOf: (n: number) => Buffer | undefined,
  report: Findings,
): Promise<void> {
  for (let n = 1; n <= upTo;) {
    const seals = await sealsFrom(db, n)
    for (const seal of seals.filter((one) => one.n <= upTo)) {
      const line = lineOf(seal.n)
      if (!line) report.add('anchorMissing', `${title}缺第 ${seal.n} 号封印`, seal.n)
      else if (!line.equals(anchored(seal)))
        report.add('anchorDiffers', `第 ${seal.n} 号封印与${title}不同：封印被重做`, seal.n)
    }
    n = (seals.at(-1)?.n ?? upTo) + 1
  }
}

const bytesEach = 32

/** The lines of one file, 32 bytes each, so that years of them fit in memory. */
function anchorBook() {
  let bytes = Buffer.alloc(bytesEach * 1_024)
  let last = 0
  const at = (n: number) => bytes.subarray(n * bytesEach, (n + 1) * bytesEach)
  return {
    last: () => last,
    of(n: number): Buffer | undefined {
      const line = at(n)
      return n > last || line.every((byte) => byte === 0) ? undefined : line
    },
    take(line: Exclude<AnchorLine, { publicKey: string }>): void {
      if ('accept' in line) {
        bytes.fill(0, (line.accept + 1) * bytesEach)
        last = line.accept
        return
      }
      while ((line.n + 1) * bytesEach > bytes.length)
        bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
      const [hash, signature] = [line.hash, line.signature].map((hex) => Buffer.from(hex, 'hex'))
      anchored({ hash: hash as Buffer, signature: signature as Buffer }).copy(at(line.n))
      last = Math.max(last, line.n)
    },
  }
}
