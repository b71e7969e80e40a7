import { beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Actor } from '#src/kernel/access.ts'
import { createApp } from '#src/http/app.ts'
import { signedIn } from '#test/harness/session.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
let clerk: Actor
let stranger: Actor
let bureau: number
let photo: Buffer

beforeAll(async () => {
  bureau = await world.org('bureau', { parentId: await world.org('region') })
  const elsewhere = await world.org('bureau', { parentId: await world.org('region') })
  clerk = await world.actor('bureauClerk', bureau)
  stranger = await world.actor('bureauClerk', elsewhere)
  photo = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#864' } })
    .jpeg()
    .toBuffer()
})

function add(retireeId: number, more: object = {}, by = clerk, file = photo) {
  const input = { retireeId, kind: 'evidence', title: '依据', fileName: 'a.jpg', ...more }
  return world.do(by, 'files.add', input, { file })
}

test('a file is kept sealed, listed, fetched, removed with a reason, and its bytes are gone', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  const { id } = await add(retireeId, { title: '入户核实单' })
  const [row] = await world.db
    .selectFrom('attachment')
    .select(['sealed', 'digest'])
    .where('id', '=', id)
    .execute()
  expect(row?.sealed?.includes('JFIF')).toBe(false)
  const { files } = await world.do(clerk, 'files.list', { retireeId })
  expect(files).toMatchObject([{ id, title: '入户核实单', status: 'accepted', sight: 'open' }])
  const file = await world.do(clerk, 'files.get', { id })
  expect([file.fileName, file.contentType]).toEqual(['入户核实单.jpg', 'image/jpeg'])
  await expect(add(retireeId)).rejects.toMatchObject({ code: 'files.same', kind: 'conflict' })
  await world.do(clerk, 'files.remove', { id, reason: '传错了人' })
  const after = await world.do(clerk, 'files.list', { retireeId })
  expect(after.files).toMatchObject([{ id, removedWhy: '传错了人', title: '入户核实单' }])
  await expect(world.do(clerk, 'files.get', { id })).rejects.toMatchObject({ kind: 'missing' })
  const gone = await world.db
    .selectFrom('attachment')
    .select(['sealed', 'small'])
    .where('id', '=', id)
    .executeTakeFirst()
  expect(gone).toEqual({ sealed: null, small: null })
  await expect(world.do(clerk, 'files.remove', { id, reason: '再删一次' })).rejects.toMatchObject({
    code: 'files.removed',
  })
  expect((await world.events(retireeId)).map(({ name }) => name)).toEqual([
    'file.added',
    'record.looked',
    'record.looked',
    'file.removed',
    'record.looked',
  ])
})

test('the newest photo is the photo of the person, and each look says what was seen', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  await expect(world.do(clerk, 'files.photo', { retireeId })).rejects.toMatchObject({
    kind: 'missing',
  })
  const { id } = await add(retireeId, { kind: 'photo', title: '证件照', about: 'health' })
  expect(await world.do(clerk, 'files.list', { retireeId })).toMatchObject({
    photoId: id,
    files: [{ about: 'personal' }],
  })
  await world.do(clerk, 'files.photo', { retireeId })
  const looks = (await world.events(retireeId)).filter(
    ({ operation }) => operation === 'files.photo',
  )
  expect(looks).toMatchObject([{ outcome: 'looked', detail: { fields: ['file.photo', 'S2'] } }])
  const shown = await world.do(clerk, 'transparency.looks', { id: retireeId })
  expect(
    shown.rows.map(({ did, kinds }: { did: string; kinds: string }) => `${did} ${kinds}`),
  ).toContain('查看照片 照片、个人信息')
})

test('out of reach, and no such file, answer in the same words', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  const { id } = await add(retireeId, { kind: 'photo' })
  const answerOf = (name: string, input: object) =>
    world
      .do(stranger, name, input)
      .then(JSON.stringify, ({ kind, code, message, issues }) =>
        JSON.stringify({ kind, code, message, issues }),
      )
  for (const [name, known, unknown] of [
    ['files.get', { id }, { id: 999_999 }],
    ['files.remove', { id, reason: '没有理由' }, { id: 999_999, reason: '没有理由' }],
    ['files.photo', { retireeId }, { retireeId: 999_999 }],
    ['files.list', { retireeId }, { retireeId: 999_999 }],
  ] as const) {
    const told = await answerOf(name, known)
    expect(told).toBe(await answerOf(name, unknown))
    expect(JSON.parse(told)).toMatchObject({ kind: 'missing' })
  }
  await expect(add(retireeId, {}, stranger)).rejects.toMatchObject({ kind: 'missing' })
})

// 个人信息保护法 Arts. 6, 28: a file is seen by whom its content concerns, for a purpose.
test('what a file tells decides who sees it', async () => {
  const unit = await world.org('unit', { parentId: bureau })
  const liaison = await world.actor('unitLiaison', unit)
  const branch = await world.org('branch', { parentId: bureau })
  const secretary = await world.actor('branchSecretary', branch)
  const retireeId = await world.retiree({ homeId: bureau, managingUnit: unit, branch })
  const ids: Record<string, number> = {}
  for (const about of ['work', 'personal', 'health']) {
    const width = 120 + about.length
    const shade = { width, height: 120, channels: 3, background: '#111' } as const
    const file = await sharp({ create: shade }).png().toBuffer()
    ids[about] = (await add(retireeId, { about, title: about }, clerk, file)).id
  }
  const seenBy = async (actor: Actor) => {
    const { files } = await world.do(actor, 'files.list', { retireeId })
    return files.map(({ about, sight }: { about: string; sight: string }) => `${about} ${sight}`)
  }
  expect(await seenBy(liaison)).toEqual(['personal open', 'work open'])
  expect(await seenBy(secretary)).toEqual(['work open'])
  expect(await seenBy(clerk)).toEqual(['health masked', 'personal open', 'work open'])
  await expect(world.do(secretary, 'files.get', { id: ids.personal })).rejects.toMatchObject({
    kind: 'missing',
  })
  await expect(world.do(clerk, 'files.get', { id: ids.health })).rejects.toMatchObject({
    code: 'files.purposeNeeded',
  })
  await world.do(clerk, 'roster.reveal', { id: retireeId, purpose: 'service' })
  await world.do(clerk, 'files.get', { id: ids.health })
  await expect(add(retireeId, {}, liaison)).rejects.toMatchObject({ kind: 'forbidden' })
})

test('a downloaded file is told to be a file, never a page', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  const { id } = await add(retireeId, { kind: 'photo' })
  const app = createApp({ kernel: world.kernel })
  const cookie = `sid=${await signedIn(world, clerk)}`
  for (const url of [`/api/files.get?id=${id}`, `/api/files.photo?retireeId=${retireeId}`]) {
    const { statusCode, headers } = await app.inject({ url, headers: { cookie } })
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['content-disposition']).toMatch(/^attachment; /)
  }
  await app.close()
})

test('what a file says of itself is never rewritten, and no row is lost', async () => {
  const retireeId = await world.retiree({ homeId: bureau })
  const { id } = await add(retireeId)
  const row = world.db.updateTable('attachment').where('id', '=', id)
  await expect(row.set({ title: '另一名称' }).execute()).rejects.toThrow('append-only')
  await expect(world.db.deleteFrom('attachment').where('id', '=', id).execute()).rejects.toThrow(
    'append-only',
  )
})
