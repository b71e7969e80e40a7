import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { systemActor } from '#src/kernel/access.ts'
import { useWorld } from '#test/harness/world.ts'
import { citizenIdOf, inventedPrefix } from '../citizenId.ts'

const world = useWorld()
const marked = (sequence: number) => citizenIdOf(`${inventedPrefix}0107`, '1931-07-19', sequence)
const numbers = [marked(357), marked(359), marked(361)] as const
const wrong = `${numbers[2].slice(0, 17)}${numbers[2].endsWith('0') ? '1' : '0'}`
const texts = ['标记过敏源甲', '标记过敏源乙', '标记慢性病丙', '标记过敏源丁']
const amounts = [73_190_357, 73_190_359, 73_190_361]

/** Everything that the tables hold, as text; bytes as hexadecimal digits. */
async function everything(): Promise<Map<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(
    world.db,
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(name)} t`.execute(world.db)
    found.set(name, rows.map(({ text }) => text).join('\n'))
  }
  return found
}

const hexOf = (text: string) => Buffer.from(text).toString('hex')
const base64Of = (text: string) =>
  Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)

// MLPS 8.1.4.8, ASVS 5.0 V11.3.3: no table holds a marked value in clear, however it came in.
test('nothing that came in by form, change, request, file or list lies in any table in clear', async () => {
  const region = await world.org('region')
  const home = await world.org('bureau', { parentId: region })
  const clerk = await world.actor('bureauClerk', home)
  const values = {
    fullName: '郑标记',
    gender: '1',
    retirementCategory: 'tuixiu',
    birthArchive: '1931-07-19',
    idNumber: numbers[0],
    allergies: texts[0],
    monthlyPensionFen: amounts[0],
  }
  const call = { idempotencyKey: 'canary-register-1' }
  const { id } = await world.do(clerk, 'roster.register', { values }, call)
  const changes = { allergies: texts[1], monthlyPensionFen: amounts[1] }
  await world.do(clerk, 'roster.amend', { id, version: 1, changes })
  const proposed = { chronicDiseases: texts[2], pensionBaseFen: amounts[2] }
  const about = { reason: '本人来电更正', channel: 'phone', requestedBy: '郑标记' }
  await world.do(clerk, 'roster.requestChange', { id, proposed, ...about })
  const csv = [
    '姓名,性别,身份证号,出生年月,离退休类别,药物过敏史',
    `吴标记,男,${numbers[1]},1931.07,退休,${texts[3]}`,
    `郑标记,男,${numbers[0]},1931.07,退休,${texts[3]}`,
    `冯标记,男,${wrong},1931.07,退休,`,
  ]
  const file = Buffer.from(csv.join('\n'))
  const batch = await world.do(clerk, 'import.upload', { fileName: '名册.csv' }, { file })
  await world.do(systemActor(), 'import.check', { id: batch.id })
  const { report } = await world.do(clerk, 'import.get', { id: batch.id })
  expect(JSON.stringify(report)).toContain(wrong)
  await world.do(clerk, 'import.commit', { id: batch.id, acceptClean: true })
  await world.do(systemActor(), 'import.apply', { id: batch.id })
  const list = { title: '标记名单', columns: ['fullName', 'idNumber'] }
  await world.do(clerk, 'snapshots.freeze', list)
  await world.do(clerk, 'roster.list', { filters: { text: numbers[0].slice(-4) } })
  await world.do(clerk, 'roster.reveal', { id, purpose: 'correction' })
  const byNumber = { filters: { text: numbers[0] } }
  await world.do(clerk, 'roster.list', byNumber)
  const saved = { name: '标记查询', conditions: byNumber.filters }
  for (const [name, input] of [
    ['roster.saveFilter', saved],
    ['snapshots.freeze', { ...list, ...byNumber }],
  ] as const)
    await expect(world.do(clerk, name, input)).rejects.toMatchObject({ kind: 'invalid' })
  const total = await world.do(clerk, 'roster.list', { filters: { text: '标记' } })
  expect(total.total).toBe(2)
  const opened = await world.do(clerk, 'roster.get', { id })
  expect(opened.values).toMatchObject({ idNumber: numbers[0], allergies: texts[3] })
  const marks = [...numbers, wrong, ...texts, ...amounts.map(String)]
  const tables = await everything()
  expect(tables.size).toBeGreaterThan(40)
  for (const [name, text] of tables)
    for (const mark of marks)
      for (const form of [mark, hexOf(mark), base64Of(mark)])
        expect(text.includes(form), `${name} holds ${mark}`).toBe(false)
})
