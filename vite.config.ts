import react from '@vitejs/plugin-react'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { createHash } from 'node:crypto'
import { defineConfig, type Plugin, type Rolldown } from 'vite'

const otherLanguage =
  /react-(?:aria|stately)[^?]*\/intl\/[^?]*\/(?!zh-CN)[a-z]{2}-[A-Z]{2}\.(m?js)$/

/** Component libraries carry the words of forty languages; the workbench speaks Chinese to any browser. */
const oneLanguage: Plugin = {
  name: 'one-language',
  enforce: 'pre',
  apply: 'build',
  load(id) {
    const [match, extension] = otherLanguage.exec(id) ?? []
    return match === undefined ? null : `export { default } from './zh-CN.${extension}'`
  },
}

/** Building a shape changes nothing: shapes that a page does not use fall out of it, and zod with them. */
const unusedShapes: Plugin = {
  name: 'unused-shapes',
  apply: 'build',
  transform(code, id) {
    if (!/\/src\/.*\.tsx?$/.test(id) || !/from ["']zod["']/.test(code)) return null
    const lang = id.endsWith('x') ? 'tsx' : 'ts'
    return topLevelValues(this.parse(code, { lang }).body)
      .filter(({ start, end }) => /\bz\./.test(code.slice(start, end)))
      .reduceRight(
        (text, { start, end }) =>
          `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`,
        code,
      )
  },
}

/** Shapes in the browser check input; their description as JSON Schema is the server's work. */
const noJsonSchema: Plugin = {
  name: 'no-json-schema',
  apply: 'build',
  transform(code, id) {
    if (!/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return null
    const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)]
    return names.map(([, name]) => `export const ${name} = () => () => ({})`).join('\n')
  },
}

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number]

function topLevelValues(body: readonly Statement[]): { start: number; end: number }[] {
  const declarations = body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? []) : statement,
  )
  return declarations.flatMap((declaration) =>
    declaration.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ init }) => (init && !isFunction(init.type) ? init : []))
      : [],
  )
}

function isFunction(type: string): boolean {
  return type === 'ArrowFunctionExpression' || type === 'FunctionExpression'
}

/** What must open without network: the frame, and the pages on which a visit is written down. */
const offlinePages = /\/src\/visits\/ui\/(VisitPage|OutboxPage|outbox\/Attendant)\.tsx$/

/** Writes the service worker, which keeps those files and is another one as soon as they are others. */
const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    const chunks = Object.values(bundle).filter((part) => part.type === 'chunk')
    const entry = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
    const pages = chunks.filter(({ facadeModuleId }) => offlinePages.test(facadeModuleId ?? ''))
    const needed = new Set<string>()
    const need = (name: string) => {
      const part = bundle[name]
      if (needed.has(name) || part?.type !== 'chunk') return
      needed.add(name)
      for (const style of part.viteMetadata?.importedCss ?? []) needed.add(style)
      for (const next of part.imports) need(next)
      if (!part.isEntry) for (const next of part.dynamicImports) need(next)
    }
    for (const name of [...entry, ...pages.map(({ fileName }) => fileName)]) need(name)
    const marks = Object.keys(bundle).filter((name) => name.endsWith('.svg'))
    const kept = [...needed, ...marks].filter((name) => existsSync(join(dir, name)))
    const files = JSON.stringify(kept.sort().map((name) => `/${name}`))
    const template = readFileSync(new URL('./src/web/worker.js', import.meta.url), 'utf8')
    const version = createHash('sha256').update(template).update(files).digest('hex').slice(0, 16)
    const source = template.replace('__VERSION__', version).replace('__FILES__', files)
    writeFileSync(join(dir, 'worker.js'), source)
  },
}

/** Writes compressed twins, so that the server has nothing to compress. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }) {
    for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (/\.(js|css|html|svg)$/.test(file)) compress(join(dir, file))
    }
  },
}

function compress(path: string): void {
  const content = readFileSync(path)
  if (content.length < 256) return
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  )
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}

export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [oneLanguage, noJsonSchema, react(), unusedShapes, offline, compressed],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'chrome80',
    cssTarget: 'chrome80',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 3,
            },
            { name: 'shapes', test: /node_modules[\\/]zod[\\/]/, priority: 4 },
            {
              name: 'base',
              test: /node_modules[\\/](react-router|@tanstack[\\/](react-)?query|cookie|set-cookie-parser)/,
              priority: 2,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '^/api/': 'http://127.0.0.1:8080' } },
})
