import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { readPdf } from '#test/pdf-text.ts'
import type { Look } from './looks.ts'
import type { Reader } from './readers.ts'

const world = useWorld()

async function setting() {
  const parentId = await world.org('region', { name: '示范县' })
  const bureau = await world.org('bureau', { parentId, name: '县委老干部局' })
  const community = await world.org('community', { parentId, name: '枫林社区' })
  const branch = await world.org('branch', { parentId, name: '第一党支部' })
  const other = await world.org('community', { parentId, name: '松柏社区' })
  const clerk = await world.actor('bureauClerk', bureau)
  const second = await world.actor('bureauClerk', bureau)
  const worker = await world.actor('communityWorker', community)
  await world.actor('branchSecretary', branch)
  await world.actor('communityWorker', other)
  await world.actor('systemAdmin', parentId)
  const id = await world.retiree({ homeId: bureau, community, branch, mobile: '19999000001' })
  return { id, clerk, second, worker }
}

test('every look is told in words: who, unit, post, what kind, why, when', async () => {
  const { id, clerk, worker } = await setting()
  await world.do(worker, 'roster.get', { id })
  await world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })
  await world.do(clerk, 'roster.get', { id })
  await world.do(clerk, 'roster.history', { id })
  const { rows } = await world.do(worker, 'transparency.looks', { id })
  const [look, asked, first] = rows as Look[]
  expect(look).toMatchObject({
    unit: '县委老干部局',
    post: 'bureauClerk',
    did: '查看档案',
    more: 1,
  })
  expect(look?.kinds).toContain('完整电话')
  expect(asked).toMatchObject({ did: '查看完整信息', purpose: '走访' })
  expect(first).toMatchObject({ unit: '枫林社区', kinds: '工作信息、个人信息' })
  expect(JSON.stringify(rows)).not.toContain('19999000001')
})

test('a long list of looks is read page by page, and the platform’s own work only in sum', async () => {
  const { id, clerk } = await setting()
  for (let count = 0; count < 7; count++)
    await world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })
  const first = await world.do(clerk, 'transparency.looks', { id, limit: 4 })
  const next = await world.do(clerk, 'transparency.looks', { id, limit: 4, before: first.next })
  expect(first.next).toBeDefined()
  expect(next.next).toBeUndefined()
  expect(first.system).toMatchObject({ count: 0 })
})

test('everyone who can open the record is named with what each may see, and nobody else', async () => {
  const { id, clerk } = await setting()
  const readers: Reader[] = await world.do(clerk, 'transparency.readers', { id })
  const of = (unit: string) => readers.find((reader) => reader.unit === unit)
  expect(readers.map(({ unit }) => unit)).toEqual(
    expect.arrayContaining(['县委老干部局', '枫林社区', '第一党支部']),
  )
  expect(of('松柏社区')).toBeUndefined()
  expect(of('示范县')).toBeUndefined()
  expect(of('枫林社区')).toMatchObject({ because: '社区', people: 1 })
  expect(of('枫林社区')?.onPurpose).toBe('完整电话、自理能力')
  expect(of('第一党支部')?.sees).not.toMatch(/住址|证件|健康/)
  expect(of('县委老干部局')?.onPurpose).toContain('证件号码')
})

// 个人信息保护法 Arts. 44, 45, 50: the person may know, and asks without being online.
test('a question about a look is answered within fifteen working days by someone else', async () => {
  const { id, clerk, second } = await setting()
  await world.do(clerk, 'roster.get', { id })
  const [look] = (await world.do(clerk, 'transparency.looks', { id })).rows
  const asked = await world.do(second, 'transparency.ask', {
    id,
    lookId: look.id,
    channel: 'phone',
    askedBy: '本人',
    question: '这位同志为什么看我的档案？',
  })
  expect(asked.dueOn).toBe('2026-12-11')
  const mine = (await world.do(second, 'transparency.questions', {})).filter(
    (question: { retireeId: number }) => question.retireeId === id,
  )
  expect(mine).toMatchObject([{ dueOn: '2026-12-11', channel: 'phone' }])
  const answer = { questionId: asked.questionId, answer: '为重阳节走访查看电话', told: 'phone' }
  await expect(world.do(clerk, 'transparency.answer', answer)).rejects.toMatchObject({
    code: 'transparency.ownLook',
  })
  const sheet = { id: asked.questionId }
  await expect(world.do(second, 'transparency.answerSheet', sheet)).rejects.toMatchObject({
    code: 'transparency.notAnswered',
  })
  await world.do(second, 'transparency.answer', answer)
  const printed = await world.do(second, 'transparency.answerSheet', sheet)
  expect(readPdf(printed.body)[0]?.text).toContain('为重阳节走访')
  await expect(world.do(second, 'transparency.answer', answer)).rejects.toMatchObject({
    code: 'transparency.alreadyAnswered',
  })
  await expect(
    world.do(second, 'transparency.ask', {
      id,
      lookId: 999_999,
      channel: 'paper',
      askedBy: '本人',
      question: '这是谁？',
    }),
  ).rejects.toMatchObject({ kind: 'missing' })
})

test('both lists are printed on A4 for someone who is not online', async () => {
  const { id, clerk } = await setting()
  await world.do(clerk, 'roster.get', { id })
  for (const [name, words] of [
    ['transparency.looksSheet', '谁看过我的信息'],
    ['transparency.readersSheet', '谁能看我的信息'],
  ] as const) {
    const { body } = await world.do(clerk, name, { id })
    expect(
      readPdf(body)
        .map(({ text }) => text.replaceAll('\n', ''))
        .join(''),
    ).toContain(words)
  }
})

test('spent openings and counts are dropped after a week, the trace stays', async () => {
  const { id, clerk } = await setting()
  await world.do(clerk, 'roster.reveal', { id, purpose: 'visit' })
  world.setToday('2026-12-01')
  await world.do(systemActor(), 'transparency.sweep', {})
  world.setToday('2026-11-21')
  expect(await world.db.selectFrom('purposeGrant').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('personSeen').selectAll().execute()).toEqual([])
  expect((await world.events(id)).length).toBeGreaterThan(0)
})
