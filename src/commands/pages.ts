import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../../', import.meta.url))
const built = `${home}dist/web`
const stamp = `${built}/.stamp`

/** The folder of the built pages; builds them first when the sources have changed. */
export async function builtPages(): Promise<string> {
  const wanted = digestOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return built
  console.log('正在生成页面（仅首次或更新后需要）……')
  const { build } = await import('vite')
  await build({ configFile: `${home}vite.config.ts`, logLevel: 'warn' })
  writeFileSync(stamp, wanted)
  return built
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  const sources = globSync('src/**/*.{ts,tsx,css,html}', { cwd: home })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
  for (const file of [...sources, 'vite.config.ts', 'package-lock.json'])
    hash.update(file).update(readFileSync(home + file))
  return hash.digest('hex')
}
