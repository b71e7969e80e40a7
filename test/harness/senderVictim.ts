import { openDatabase, openPool } from '#src/kernel/db.ts'
import { openVault } from '#src/kernel/vault.ts'
import { httpProvider } from '#src/messages/httpProvider.ts'
import { sendRound } from '#src/messages/sender.ts'
import { operations } from '#src/operations.ts'
import { reactions } from '#src/reactions.ts'

/** A process that sends what waits until it is killed. Words: database, master key, platform, moment. */
const [url = '', key = '', platform = '', moment = ''] = process.argv.slice(2)
const started = Date.now()
const db = openDatabase(openPool(url, 4))
const vault = await openVault(db, Buffer.from(key, 'hex'))
const now = () => new Date(Date.parse(moment) + Date.now() - started)
const clock = { today: () => moment.slice(0, 10), now }
const kernel = { db, guarded: db, vault, operations, reactions, clock, enqueue: async () => {} }
const provider = httpProvider({
  url: platform,
  headers: {},
  body: '{"id":"{id}","phone":"{phone}","text":"{text}"}',
  timeoutMs: 5_000,
  knowsRepeats: false,
})
process.stdout.write('ready\n')
for (;;) await sendRound(kernel, provider)
