import { afterAll, expect, test } from 'vitest'
import { firstAccount, useProgram } from './harness/server.ts'

const program = await useProgram()
const { address, launch, serve, call } = program
afterAll(program.end)

test('a fresh folder is set up, refuses a second server, stops cleanly and keeps what it knew', async () => {
  const first = await serve()
  const token = /setup\?token=(\S+)/.exec(first.said())?.[1]
  const setUp = { token, ...firstAccount }
  const weak = await call('setup.begin', { ...setUp, password: '123456' })
  expect([weak.status, (await weak.json()).issues[0].field]).toEqual([400, 'password'])
  const begun = await call('setup.begin', setUp)
  expect(begun.status).toBe(200)
  const { links } = await begun.json()
  expect(links.map(({ role }: { role: string }) => role)).toEqual([
    'systemAdmin',
    'securityAdmin',
    'auditAdmin',
  ])
  expect(begun.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^sid=\S+; Path=\/; HttpOnly; SameSite=Strict$/),
    expect.stringMatching(/^dev=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/),
  ])
  const early = await call('session.me', {})
  expect([early.status, (await early.json()).code]).toEqual([403, 'session.factorNeeded'])
  const shown = await program.bindFactor()
  expect((await call('setup.begin', setUp)).status).toBe(400)

  const second = launch('serve')
  expect(await second.ended).not.toBe(0)
  expect(second.said()).toMatch(/正由进程 \d+/)

  const checked = launch('import', 'check', 'test/fixtures/rosters/old-office.xls', '--json')
  expect(await checked.ended).toBe(3)
  expect(JSON.parse(checked.said().slice(checked.said().indexOf('{'))).rows).toBe(300)
  const unreadable = launch('import', 'check', 'package.json')
  expect(await unreadable.ended).toBe(2)

  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  const again = await serve()
  expect(again.said()).not.toContain('setup?token')
  expect(again.said().match(/appoint\?token=\S+/g)).toHaveLength(3)
  const known = { account: 'linxy', password: setUp.password }
  const half = await call('session.signIn', known)
  expect([half.status, (await half.json()).code]).toEqual([401, 'session.codeNeeded'])
  const signedIn = await call('session.signIn', { ...known, code: await shown.code() })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const me = await (await call('session.me', {})).json()
  expect(me).toMatchObject({ name: '林晓月', post: { orgName: '示范县委老干部局' } })
  expect(me.vacantOffices).toEqual(['系统管理员', '安全管理员', '审计管理员'])

  await refusals(cookie)
  again.child.kill('SIGTERM')
  expect(await again.ended).toBe(0)
})

async function refusals(cookie: string) {
  expect((await call('roster.list', {}, { cookie: '' })).status).toBe(401)
  expect((await call('roster.noSuch', {}, { cookie })).status).toBe(404)
  const foreign = { cookie, origin: 'https://example.com', 'sec-fetch-site': 'cross-site' }
  expect((await call('roster.list', {}, foreign)).status).toBe(403)
  const silent = await fetch(`${address}/api/roster.list`, { method: 'POST', body: '{}' })
  expect(silent.status).toBe(400)
  const broken = await fetch(`${address}/api/roster.list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'api', cookie },
    body: '{"limit":',
  })
  expect([broken.status, (await broken.json()).message]).toEqual([
    400,
    expect.stringMatching(/[\u4e00-\u9fff]/),
  ])
  const huge = await call('roster.list', { filters: { text: 'x'.repeat(2_000_000) } }, { cookie })
  expect(huge.status).toBe(413)
  const wrong = await call('session.signIn', { account: 'linxy', password: 'wrong password' })
  const nobody = await call('session.signIn', { account: 'nobody', password: 'wrong password' })
  expect([wrong.status, await wrong.text()]).toEqual([nobody.status, await nobody.text()])
  const page = await fetch(address, { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(await page.text()).toContain('<html')
}
