import pg from 'pg'
import { startPostgres } from '#src/kernel/postgres.ts'

const [dataDir = '', forever = ''] = process.argv.slice(2)

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts the server on a folder and says each row that it has acknowledged, to be killed at any moment. */
try {
  const { url, stop } = await startPostgres({ dataDir })
  say('ready')
  const client = new pg.Client(url)
  await client.connect()
  await client.query('create table if not exists kept (id bigserial primary key)')
  do {
    const { rows } = await client.query<{ id: string }>(
      'insert into kept default values returning id',
    )
    say(`kept ${rows[0]?.id}`)
  } while (forever)
  await client.end()
  await stop()
} catch (error) {
  say(`refused ${(error as { code?: string }).code} ${(error as Error).message}`)
  process.exitCode = 1
}
