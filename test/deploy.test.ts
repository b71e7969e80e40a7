import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const conf = readFileSync('deploy/nginx.conf.example', 'utf8').replaceAll(/^\s*#.*$/gm, '')
const proxy = readFileSync('deploy/chongyang-proxy.inc.example', 'utf8')

/** The values of a directive, wherever it stands. */
const valuesOf = (name: string, text = conf) =>
  [...text.matchAll(new RegExp(`^\\s*${name}\\s+([^;]+);`, 'gm'))].map(([, value = '']) =>
    value.trim(),
  )

// ASVS 5.0 V12.1.1, V12.1.2: nothing older than TLS 1.2 is spoken, on any server.
test('every server of the shipped configuration speaks TLS 1.2 and 1.3 only', () => {
  const listening = conf.match(/listen 443 ssl/g)?.length
  expect(valuesOf('ssl_protocols')).toEqual(Array(listening).fill('TLSv1.2 TLSv1.3'))
})

test('every suite keeps the past secret and authenticates what it encrypts', () => {
  const suites = valuesOf('ssl_ciphers').flatMap((list) => list.split(':'))
  expect(suites.length).toBeGreaterThan(3)
  for (const suite of suites)
    expect(suite).toMatch(/^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)$/)
  expect(valuesOf('ssl_session_tickets')).toEqual(['off'])
})

test('browsers stay with TLS, and whoever comes without is led there', () => {
  const [hsts = ''] = valuesOf('add_header').filter((value) => value.startsWith('Strict-Transport'))
  expect(Number(/max-age=(\d+)/.exec(hsts)?.[1])).toBeGreaterThanOrEqual(31_536_000)
  expect(hsts).toMatch(/always$/)
  expect(conf).toMatch(/listen 80 default_server;[\s\S]*?return 301 https:\/\//)
  expect(valuesOf('ssl_reject_handshake')).toEqual(['on'])
})

test('no header of a visitor is believed, and what the program believes is set', () => {
  const set = Object.fromEntries(
    valuesOf('proxy_set_header', proxy).map((value) => value.split(/\s+/) as [string, string]),
  )
  expect(set).toMatchObject({
    'X-Forwarded-For': '$remote_addr',
    'X-Forwarded-Host': '$host',
    'X-Forwarded-Proto': 'https',
    Host: '$host',
  })
  expect(valuesOf('proxy_pass')).toEqual(Array(2).fill('http://chongyang'))
  expect(conf).toContain('server 127.0.0.1:8080;')
  const app = readFileSync('src/http/app.ts', 'utf8')
  expect(app).toContain("trustProxy: 'loopback'")
})

test('the largest upload of the program passes, and logs keep no token', () => {
  const [limit = ''] = valuesOf('client_max_body_size')
  expect(Number.parseInt(limit)).toBeGreaterThanOrEqual(64)
  expect(Number.parseInt(limit)).toBeLessThanOrEqual(80)
  const [format = ''] = conf.match(/log_format[^;]+;/) ?? []
  expect(format).not.toMatch(/\$request\b|\$request_uri|\$args|\$query_string|\$http_/)
  expect(conf).toMatch(/map \$uri \$chongyang_path \{[^}]*\^\/h\//)
})
