import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../../', import.meta.url))
const dist = `${home}dist`
const dayMs = 86_400_000

/**
 * The folder of the built pages, named after their sources; builds them first when there is none.
 * Built aside and moved into place, so that two programs may start at once.
 */
export async function builtPages(): Promise<string> {
  const folder = `${dist}/web-${digestOfSources().slice(0, 16)}`
  if (existsSync(folder)) return folder
  console.log('正在生成页面（仅首次或更新后需要）……')
  const aside = `${dist}/building-${process.pid}`
  const { build } = await import('vite')
  await build({
    root: `${home}src/web`,
    configFile: `${home}vite.config.ts`,
    logLevel: 'warn',
    build: { outDir: aside },
  })
  moveIntoPlace(aside, folder)
  removeOld(folder)
  return folder
}

function moveIntoPlace(aside: string, folder: string): void {
  try {
    renameSync(aside, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    rmSync(aside, { recursive: true })
  }
}

/** Pages of earlier versions go once nobody can have them open. */
function removeOld(current: string): void {
  for (const name of readdirSync(dist)) {
    const path = `${dist}/${name}`
    if (path !== current && Date.now() - statSync(path).mtimeMs > dayMs)
      rmSync(path, { recursive: true, force: true })
  }
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  const sources = globSync('src/**/*.{ts,tsx,css,html,svg,js}', { cwd: home })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
  for (const file of [...sources, 'vite.config.ts', 'package-lock.json'])
    hash.update(file).update(readFileSync(home + file))
  return hash.digest('hex')
}
