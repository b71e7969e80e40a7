import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { systemActor } from '#src/kernel/access.ts'
import { eicar, openScanner, type Mood } from '#test/harness/clamd.ts'
import { useWorld } from '#test/harness/world.ts'
import { pdfOf } from '#test/attacks/uploads/documents.ts'
import { scan, scannerVersion } from './scanner.ts'

const world = useWorld()
let scanner: Awaited<ReturnType<typeof openScanner>>
let clerk: Actor
let security: Actor
let bureau: number

beforeAll(async () => {
  scanner = await openScanner()
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
  security = await world.actor('securityAdmin', bureau)
})
afterEach(() => {
  vi.unstubAllEnvs()
  scanner.mood = 'well'
})
afterAll(() => scanner.close())

const configured = () => vi.stubEnv('CLAMD', scanner.address)

async function add(retireeId: number, bytes: Buffer) {
  const input = { retireeId, kind: 'evidence', title: '依据', fileName: 'a.pdf' }
  return world.do(clerk, 'files.add', input, { file: bytes })
}

const rescan = () => world.do(systemActor(), 'files.rescan', {})
const stateOf = async (id: number) =>
  world.db
    .selectFrom('attachment')
    .select(['status', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

const infected = () => pdfOf('', [`<< /Note (${eicar}) >>`])

// ASVS 5.0 V5.4.3; GB/T 22239-2019 8.1.4.5.
test('a virus is found, refused and traced, and nothing is kept', async () => {
  configured()
  const retireeId = await world.retiree({ homeId: bureau })
  await expect(add(retireeId, infected())).rejects.toMatchObject({
    code: 'files.infected',
    issues: [{ field: 'file' }],
  })
  expect(await world.events(retireeId)).toMatchObject([
    {
      name: 'file.infected',
      outcome: 'refused',
      accountId: clerk.accountId,
      detail: { virus: 'Eicar-Test-Signature' },
    },
  ])
  expect((await world.do(clerk, 'files.list', { retireeId })).files).toEqual([])
})

test('large files reach the scanner whole, whichever way they are cut', async () => {
  configured()
  const filler = Buffer.alloc(65_536 * 3 - 20)
  for (const bytes of [filler, Buffer.concat([filler, Buffer.from(eicar)]), Buffer.alloc(65_536)])
    expect((await scan(bytes)).result).toBe(bytes.includes(eicar) ? 'infected' : 'clean')
})

test.each<Mood>(['garbage', 'silent', 'hangUp', 'endless'])(
  'a scanner that is %s lets nothing through',
  async (mood) => {
    configured()
    scanner.mood = mood
    expect((await scan(Buffer.from('x'), 300)).result).toBe('unknown')
  },
)

test('while the scanner is down files wait unseen, and are released or erased when it is back', async () => {
  configured()
  scanner.mood = 'hangUp'
  const retireeId = await world.retiree({ homeId: bureau })
  const good = await add(retireeId, pdfOf('/Lang (a)'))
  const bad = await add(retireeId, infected())
  expect([good.status, bad.status]).toEqual(['quarantined', 'quarantined'])
  const refused = { code: 'files.quarantined', kind: 'conflict' }
  await expect(world.do(clerk, 'files.get', { id: good.id })).rejects.toMatchObject(refused)
  expect(await rescan()).toEqual({ released: 0, erased: 0, waiting: 2 })
  await expect(world.do(clerk, 'files.get', { id: good.id })).rejects.toMatchObject(refused)
  scanner.mood = 'well'
  expect(await rescan()).toEqual({ released: 1, erased: 1, waiting: 0 })
  expect((await world.do(clerk, 'files.get', { id: good.id })).body.toString()).toContain(
    '/Lang (a)',
  )
  expect(await stateOf(bad.id)).toEqual({ status: 'infected', sealed: null })
  await expect(world.do(clerk, 'files.get', { id: bad.id })).rejects.toMatchObject({
    kind: 'missing',
  })
})

test('a scanner that was killed releases nothing', async () => {
  const other = await openScanner()
  vi.stubEnv('CLAMD', other.address)
  await other.close()
  const retireeId = await world.retiree({ homeId: bureau })
  const { id, status } = await add(retireeId, pdfOf('/Lang (b)'))
  expect(status).toBe('quarantined')
  expect(await rescan()).toMatchObject({ released: 0, waiting: 1 })
  vi.stubEnv('CLAMD', '')
  expect(await rescan()).toMatchObject({ released: 0, waiting: 1 })
  expect((await stateOf(id)).status).toBe('quarantined')
  configured()
  expect(await rescan()).toMatchObject({ released: 1 })
})

test('whoever answers for security is told of the scanner and the age of its signatures', async () => {
  const ask = () => world.do(security, 'files.scanner', {})
  expect(await ask()).toMatchObject({ configured: false })
  configured()
  expect(await ask()).toEqual({ configured: true, answers: true, version: 'ClamAV 1.4.3', age: 10 })
  scanner.mood = 'garbage'
  expect(await ask()).toMatchObject({ configured: true, answers: false })
  scanner.mood = 'silent'
  expect(await scannerVersion(new Date(), 200)).toMatchObject({ answers: false })
})
