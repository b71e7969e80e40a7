import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#src/kernel/access.ts'
import { citizenIdOf } from '#src/roster/citizenId.ts'
import { fields, type FieldKey } from '#src/roster/fields.ts'
import { readPdf } from '#test/pdf-text.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
const password = '松鹤-2026-副本'
let clerk: Actor
let director: Actor
let id: number

/** A mark for every field of the record that takes free text, a true value for the rest. */
const codes: Partial<Record<FieldKey, unknown>> = {
  idNumber: citizenIdOf('990107', '1931-07-19', 357),
  fullName: '副本甲',
  gender: '1',
  idType: 'citizenId',
  birthArchive: '1931-07-19',
  retirementCategory: 'tuixiu',
  mobile: '13900001234',
  landline: '0571-87654321',
  healthStatus: '10',
  selfCareLevel: '2',
  pensionBaseFen: 987_654,
  monthlyPensionFen: 765_432,
  duesBaseFen: 543_210,
  partyJoined: '1956-07',
  partyFull: '1957-07',
  workStart: '1950-05',
  retiredOn: '1991-07-01',
  livesElsewhere: true,
  isLeader: false,
}

beforeAll(async () => {
  const region = await world.org('region')
  const bureau = await world.org('bureau', { parentId: region })
  clerk = await world.actor('bureauClerk', bureau)
  director = await world.actor('bureauDirector', bureau)
  const marks = Object.fromEntries(
    fields
      .filter(({ kind, key }) => kind === 'text' && !(key in codes))
      .map(({ key }, index) => [key, `副本标记${index}号`]),
  )
  const values = { ...marks, ...codes }
  id = (await world.do(clerk, 'roster.register', { values })).id
  await world.db
    .insertInto('contact')
    .values({ retireeId: id, name: '副本家属', relation: '子女', phone: '13900005678' })
    .execute()
  await world.db
    .insertInto('tag')
    .values({
      retireeId: id,
      code: 'vision',
      fromOn: '2026-01-01',
      evidence: '副本依据',
      recordedOn: '2026-01-01',
    })
    .execute()
  await world
    .do(clerk, 'visits.record', {
      retireeIds: [id],
      visitedOn: '2026-11-20',
      reasons: ['festival'],
      way: 'home',
      visitors: '副本走访人',
      findings: '副本所见',
    })
    .catch(() =>
      world.db
        .insertInto('visit')
        .values({
          retireeId: id,
          visitedOn: '2026-11-20',
          reasons: ['festival'],
          way: 'home',
          visitors: '副本走访人',
          findings: '副本所见',
        })
        .execute(),
    )
})

const ask = () =>
  world.do(clerk, 'rights.askCopy', { id, askedBy: 'self', how: 'phone', askedOn: '2026-11-20' })
async function agree(actor: Actor, approvalId: number) {
  const { seen } = await world.do(actor, 'approvals.get', { id: approvalId })
  return world.do(actor, 'approvals.decide', { id: approvalId, approve: true, seen: seen ?? 'x' })
}
const take = (actor: Actor, copyId: number) =>
  world.do(actor, 'rights.takeCopy', { copyId, password })

async function unpacked(body: Uint8Array, word: string) {
  const reader = new ZipReader(new Uint8ArrayReader(body), { password: word })
  const files = new Map<string, Uint8Array>()
  for (const entry of await reader.getEntries())
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()))
  return files
}

// 个人信息保护法 Arts. 45, 48: complete, readable, portable, with reasons; within fifteen working days.
test('the copy holds every field, to read and for machines, and opens with the password alone', async () => {
  const { approvalId, dueOn } = await ask()
  expect(dueOn).toBe('2026-12-11')
  const [asked] = await world.do(clerk, 'rights.copies', { id })
  await expect(take(clerk, asked.id)).rejects.toMatchObject({ code: 'rights.notApproved' })
  await expect(agree(clerk, approvalId)).rejects.toMatchObject({ kind: 'forbidden' })
  await agree(director, approvalId)
  await expect(take(director, asked.id)).rejects.toMatchObject({ kind: 'forbidden' })
  const file = await take(clerk, asked.id)
  await expect(unpacked(file.body, 'wrong password')).rejects.toThrow()
  const files = await unpacked(file.body, password)
  const json = JSON.parse(Buffer.from(files.get('个人信息副本.json') as Uint8Array).toString())
  const record: { 栏目: string; 内容: unknown; 依据: string }[] = json.档案
  const held = await world.do(clerk, 'roster.get', { id })
  expect(record.map((line) => line.栏目)).toEqual(fields.map(({ title }) => title))
  for (const { key, title } of fields) {
    const line = record.find((one) => one.栏目 === title)
    if (key in codes) expect(line?.内容, title).toEqual(codes[key])
    else expect(line, title).toBeDefined()
    expect(line?.依据.length).toBeGreaterThan(5)
  }
  expect(held.id).toBe(id)
  const pdf = readPdf(files.get('个人信息副本.pdf') as Uint8Array)
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '')
  const everything = JSON.stringify(json)
  for (const mark of [
    ...record.map((line) => line.内容).filter((value) => String(value).startsWith('副本标记')),
    '副本家属',
    '13900005678',
    '副本依据',
    '副本走访人',
    '副本所见',
    String(codes.idNumber),
  ]) {
    expect(everything).toContain(String(mark))
    expect(pdf).toContain(String(mark))
  }
  expect(record.filter((line) => String(line.内容).startsWith('副本标记')).length).toBeGreaterThan(
    20,
  )
  expect(json.谁能看.length).toBeGreaterThan(0)
})

test('it leaves once, and is told among those who looked', async () => {
  const [copy] = await world.do(clerk, 'rights.copies', { id })
  expect(copy.takenAt).not.toBeNull()
  await expect(take(clerk, copy.id)).rejects.toMatchObject({ code: 'rights.taken' })
  const { rows } = await world.do(clerk, 'transparency.looks', { id })
  const told = rows.find(({ purpose }: { purpose: string }) => purpose === '权利请求')
  expect(told?.kinds, JSON.stringify(rows)).toContain('离退休费')
})

test('nobody beyond reach asks for, sees or takes a copy', async () => {
  const other = await world.actor('bureauClerk', await world.org('bureau'))
  await expect(world.do(other, 'rights.copies', { id })).rejects.toMatchObject({ kind: 'missing' })
  await expect(take(other, 1)).rejects.toMatchObject({ kind: 'missing' })
})
