import { beforeAll, expect, test } from 'vitest'
import { offices } from '#src/kernel/access.ts'
import { operations } from '#src/operations.ts'
import { bind, openDoor, type Door } from '#test/harness/door.ts'
import { useWorld } from '#test/harness/world.ts'

const world = useWorld()
let door: Door
let orgId: number

beforeAll(async () => {
  door = openDoor(world, false, true)
  const region = await world.org('region')
  orgId = await world.org('bureau', { parentId: region })
})

const endsSession = new Set(['session.signOut', 'session.notMe'])

const codeOf = ({ status, text }: { status: number; text: string }) =>
  status === 200 ? 'in' : JSON.parse(text).code

// GB/T 22239-2019 8.1.4.2d, 8.1.5
test('before three people hold the three offices only what leads there works; then everything', async () => {
  const desk = door.visitor()
  const who = await door.person('bureauClerk', orgId)
  await bind(door, desk, who)
  const shut: string[] = []
  for (const [name, { kind }] of Object.entries(operations)) {
    if (kind === 'upload' || endsSession.has(name)) continue
    if (codeOf(await desk.call(name)) === 'setup.officesMissing') shut.push(name)
  }
  expect(shut).toContain('roster.list')
  expect(shut.filter((name) => /^(session|setup|staff)\./.test(name))).toEqual([])
  const open = Object.entries(operations)
    .filter(([name, { kind }]) => kind !== 'upload' && !shut.includes(name))
    .filter(([name]) => !/^(session|setup|staff)\./.test(name))
  expect(open.filter(([, { permission }]) => permission !== 'orgs.read')).toEqual([])
  const upload = await door.app.inject({
    method: 'POST',
    url: '/api/import.upload',
    headers: {
      'content-type': 'application/octet-stream',
      'x-requested-by': 'test',
      cookie: `sid=${desk.jar.get('sid')}`,
    },
    payload: Buffer.from('x'),
  })
  expect(codeOf({ status: upload.statusCode, text: upload.body })).toBe('setup.officesMissing')
  expect(codeOf(await door.visitor().call('roster.list'))).toBe('session.required')

  for (const office of offices) {
    expect(codeOf(await desk.call('roster.list'))).toBe('setup.officesMissing')
    await door.person(office, orgId)
  }
  expect(codeOf(await desk.call('roster.list'))).toBe('in')
})

test('the refusal names the offices that wait', async () => {
  const later = openDoor(world, false, true)
  await world.db.deleteFrom('post').where('role', '=', 'auditAdmin').execute()
  const desk = later.visitor()
  await bind(later, desk, await later.person('bureauClerk', orgId))
  const { message } = JSON.parse((await desk.call('roster.list')).text)
  expect(message).toContain('还缺审计管理员：')
})
