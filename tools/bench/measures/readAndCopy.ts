import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { streamXlsxRows } from 'hucre/xlsx'
import { copyLines, lineOf } from '#src/demo/copy.ts'
import type { Bench } from '../bench.ts'
import { timed } from '../stats.ts'

/** The barest import: the cells read in one stream and put into a table of text by COPY. */
export async function readAndCopyMs(
  { pool }: Bench,
  path: string,
  columns: number,
): Promise<number> {
  const client = await pool.connect()
  const names = Array.from({ length: columns }, (_, index) => `c${index}`)
  try {
    await client.query(
      `create table bench_import (${names.map((name) => `${name} text`).join(', ')})`,
    )
    const { ms } = await timed(() =>
      copyLines(client, 'bench_import', names, linesOf(path, columns)),
    )
    await client.query('drop table bench_import')
    return ms
  } finally {
    client.release()
  }
}

async function* linesOf(path: string, columns: number): AsyncGenerator<string> {
  const file = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
  let chunk = ''
  for await (const { values } of streamXlsxRows(file)) {
    if (values.length < columns) continue
    chunk += lineOf(values.slice(0, columns).map((value) => (value == null ? null : String(value))))
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}
