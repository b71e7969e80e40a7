import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from 'playwright-core'

const home = fileURLToPath(new URL('../../', import.meta.url))
const packed = `${home}node_modules/@sparticuz/chromium`
const { version } = JSON.parse(readFileSync(`${packed}/package.json`, 'utf8')) as {
  version: string
}
const caches = `${home}node_modules/.cache`
const unpacked = `${caches}/chromium-${version}`

const quiet = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--no-first-run',
  '--font-render-hinting=none',
  '--lang=zh-CN',
]

/**
 * The browser that npm installed, with its own libraries and Chinese fonts: nothing of the system is needed
 * but the C library. Unpacked once (some 2 s) into `node_modules/.cache`.
 */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(unpacked)) await unpack()
  const fonts = writeFontList()
  return chromium.launch({
    executablePath: `${unpacked}/chromium`,
    args: quiet,
    env: {
      ...process.env,
      LANG: 'zh_CN.UTF-8',
      LANGUAGE: 'zh_CN',
      FONTCONFIG_FILE: fonts,
      LD_LIBRARY_PATH: `${unpacked}/al2023/lib`,
    },
  })
}

/** A fresh visitor: Chinese, in Beijing's time, on an office screen unless told otherwise. */
export function newVisitor(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const viewport = { width: 1440, height: 900 }
  return browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport,
    ...options,
  })
}

/** The package unpacks to `TMPDIR` and takes a half-written file for a whole one: hence a place apart, then a rename. */
async function unpack(): Promise<void> {
  mkdirSync(caches, { recursive: true })
  const place = mkdtempSync(`${caches}/unpacking-`)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = place
  try {
    const parts = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']
    await Promise.all(parts.map((part) => inflate(`${packed}/bin/${part}`)))
    renameSync(place, unpacked)
  } catch (error) {
    rmSync(place, { recursive: true, force: true })
    if (!existsSync(unpacked)) throw error
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Regular and bold of every font that npm brought, so that Chinese shows without fonts of the system. */
function writeFontList(): string {
  const weights = '{400Regular,700Bold}'
  const brought = globSync(`node_modules/@expo-google-fonts/*/${weights}`, { cwd: home })
  const folders = [...brought.sort().map((folder) => home + folder), `${unpacked}/fonts/fonts`]
  const list = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${folder}</dir>`),
    `<cachedir>${unpacked}/fontcache</cachedir>`,
    prefer('sans-serif', 'Noto Sans SC'),
    prefer('serif', 'Noto Serif SC'),
    '</fontconfig>',
  ].join('\n')
  const file = `${unpacked}/fonts.conf`
  if (existsSync(file) && readFileSync(file, 'utf8') === list) return file
  writeFileSync(`${file}.${process.pid}`, list)
  renameSync(`${file}.${process.pid}`, file)
  return file
}

function prefer(kind: string, family: string): string {
  return `<alias><family>${kind}</family><prefer><family>${family}</family></prefer></alias>`
}
