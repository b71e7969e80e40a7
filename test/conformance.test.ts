import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { roles, type Role } from '#src/kernel/access.ts'
import type { Operation } from '#src/kernel/operation.ts'
import { openApi } from '#src/http/openapi.ts'
import { operations } from '#src/operations.ts'
import { useWorld } from './harness/world.ts'

const world = useWorld()
const all: [string, Operation][] = Object.entries(operations)
const granted = Object.values(roles).flatMap((role): string[] => [...role.may])

test.each(all)(
  '%s has a Chinese title and a permission that some post holds',
  (name, operation) => {
    expect(operation.title).toMatch(/^[\u4e00-\u9fff、]+$/)
    expect(name).toMatch(/^[a-z]+[A-Za-z]*\.[a-z][A-Za-z]*$/)
    if (operation.permission !== 'public') expect(granted).toContain(operation.permission)
  },
)

test('no post is granted a right that guards nothing', () => {
  const used = new Set<string>(all.map(([, operation]) => operation.permission))
  expect([...new Set(granted)].filter((permission) => !used.has(permission))).toEqual([])
})

test('who may do what is written down', async () => {
  const shown = (Object.keys(roles) as Role[]).filter((role) => role !== 'system')
  const head = `| 操作 | 名称 | ${shown.map((role) => roles[role].title).join(' | ')} |`
  const rule = `|---|---|${shown.map(() => ':-:').join('|')}|`
  const rows = all
    .filter(([, operation]) => operation.permission !== 'system.run')
    .map(([name, { title, permission }]) => {
      const marks = shown.map((role) => mark(role, permission))
      return `| ${title} | \`${name}\` | ${marks.join(' | ')} |`
    })
  const text = [
    '# 谁可以做什么',
    '',
    '由测试生成；改权限后运行测试并提交本页。',
    '',
    head,
    rule,
    ...rows,
    '',
  ]
  await expect(text.join('\n')).toMatchFileSnapshot('../docs/access.md')
})

function mark(role: Role, permission: string): string {
  if (permission === 'public') return '不需登录'
  return (roles[role].may as readonly string[]).includes(permission) ? '✓' : ''
}

test('the interface document describes every operation', () => {
  const { paths } = openApi(operations) as { paths: Record<string, unknown> }
  expect(Object.keys(paths).sort()).toEqual(all.map(([name]) => `/api/${name}`).sort())
})

test('the trace cannot be rewritten', async () => {
  const values = { operation: 'x', outcome: 'done', name: 'x', subject: 'x' }
  await world.db.insertInto('trace').values(values).execute()
  await expect(world.db.updateTable('trace').set({ name: 'y' }).execute()).rejects.toThrow(
    'append-only',
  )
  await expect(world.db.deleteFrom('trace').execute()).rejects.toThrow('append-only')
})

test('every table says in Chinese what it keeps', async () => {
  const { rows } = await sql<{ name: string; comment: string | null }>`
    select relname as name, obj_description(oid) as comment from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname <> 'migration'`.execute(world.db)
  const silent = rows.filter(({ comment }) => !/[\u4e00-\u9fff]/.test(comment ?? ''))
  expect(silent.map(({ name }) => name)).toEqual([])
})

// 个人信息保护法 Arts. 6, 28, 34: what is not needed is not kept; beliefs never are.
test('no column or code can hold what anyone thinks or believes', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public'`.execute(world.db)
  const segments =
    /(^|[._])(ideology|thoughts?|stance|attitude|religion|religious|loyalty|stability)([._]|$)/
  expect(rows.map(({ name }) => name).filter((name) => segments.test(name))).toEqual([])
  const labels = /思想状况|思想动向|思想倾向|觉悟|稳控|信教|宗教/
  const wordy = sourcesOf('src').filter((file) => labels.test(readFileSync(file, 'utf8')))
  expect(wordy).toEqual([])
})

const root = resolve(import.meta.dirname, '..')

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|gen)\.tsx?$/.test(file))
    .map((file) => join(root, folder, file))
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const found = [...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)]
  return found.flatMap(([, target = '']) => {
    if (target.startsWith('#src/')) return [join(root, 'src', target.slice(5))]
    return target.startsWith('.') ? [resolve(dirname(file), target)] : []
  })
}

/** Lower may not know higher: kernel ← documents, orgs ← roster, policy ← capabilities ← registries ← faces. */
const level: Record<string, number> = {
  kernel: 0,
  backup: 1,
  documents: 1,
  orgs: 1,
  staff: 2,
  approvals: 2,
  roster: 2,
  policy: 2,
  messages: 2,
  cases: 2,
  audit: 3,
  files: 3,
  tickets: 3,
  health: 3,
  contactGroups: 3,
  visits: 3,
  duties: 3,
  transparency: 3,
  snapshots: 4,
  home: 4,
  census: 4,
  http: 6,
  web: 6,
  demo: 7,
  commands: 8,
}

function levelOf(file: string): number {
  const [folder = ''] = relative(join(root, 'src'), file).split('/')
  if (/\/ui\/|\/src\/(care)?[pP]ages\.tsx$/.test(file)) return 6
  return level[folder] ?? (file.includes('/src/main.ts') ? 9 : 5)
}

test('imports point from the faces to the trunk and never back', () => {
  const wrong = sourcesOf('src').flatMap((file) =>
    importsOf(file)
      .filter((target) => levelOf(target) > levelOf(file))
      .map((target) => `${relative(root, file)} → ${relative(root, target)}`),
  )
  expect(wrong).toEqual([])
})

test('what runs in the browser reaches no server code', () => {
  const seen = new Set<string>()
  const queue = sourcesOf('src').filter((file) => /\/(web|ui)\//.test(file))
  const server = new Set<string>()
  while (queue.length) {
    const file = queue.pop() as string
    if (seen.has(file) || !existsSync(file) || file.endsWith('.css')) continue
    seen.add(file)
    if (/from '(node:|pg|kysely|fastify|hucre|@myriaddreamin)/.test(readFileSync(file, 'utf8')))
      server.add(relative(root, file))
    queue.push(...importsOf(file))
  }
  expect([...server]).toEqual([])
})

test.each(sourcesOf('src'))('%s is one idea long and keeps to the house style', (file) => {
  const source = readFileSync(file, 'utf8')
  expect(source.split('\n').length).toBeLessThanOrEqual(320)
  expect(source).not.toMatch(/^export default|from '\.\.\/\.\.\/|\bTODO\b|\bFIXME\b/m)
})
