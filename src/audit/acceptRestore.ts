import type { Database, Tx } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { anchored, anchorLines, appendLines, lastAnchored, type AnchorPlace } from './anchor.ts'
import { sealsFrom } from './seal.ts'

/**
 * After a restore to an earlier state: the last seal that the file and the database share becomes the
 * end from which the file goes on. What was given up stays readable in the file. Refused where the
 * file has nothing that the database lacks.
 */
export async function acceptRestore(
  db: Database | Tx,
  place: AnchorPlace,
  said: { readonly at: string; readonly by: string; readonly note: string },
): Promise<number> {
  const [newest] = await sealsFrom(db, 1, { newest: 1 })
  const last = await lastAnchored(place)
  const shared = await lastShared(db, place)
  if (last.n <= shared || (newest && newest.n < shared))
    throw new Refusal('conflict', 'audit.notForked', `${place.title}与数据库一致，不需要认可恢复`)
  await appendLines(place, [{ accept: shared, ...said }], last.torn)
  return shared
}

async function lastShared(db: Database | Tx, place: AnchorPlace): Promise<number> {
  const lines = new Map<number, string>()
  for await (const line of anchorLines(place)) {
    if (line && 'accept' in line) {
      for (const n of lines.keys()) if (n > line.accept) lines.delete(n)
    } else if (line && 'n' in line) {
      const [hash, signature] = [line.hash, line.signature].map((hex) => Buffer.from(hex, 'hex'))
      lines.set(line.n, sealText(hash as Buffer, signature as Buffer))
    }
  }
  let shared = 0
  for (let from = 1; ;) {
    const seals = await sealsFrom(db, from)
    for (const { n, hash, signature } of seals) {
      if (n !== shared + 1 || lines.get(n) !== sealText(hash, signature)) return shared
      shared = n
    }
    if (seals.length === 0) return shared
    from = shared + 1
  }
}

const sealText = (hash: Buffer, signature: Buffer) => anchored({ hash, signature }).toString('hex')
