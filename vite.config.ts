import react from '@vitejs/plugin-react'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist/web')

/** Component libraries carry the words of forty languages; the workbench speaks one. */
const oneLanguage: Plugin = {
  name: 'one-language',
  enforce: 'pre',
  load(id) {
    const language = /react-(?:aria|stately)[^?]*\/intl\/[^?]*\/([a-z]{2}-[A-Z]{2})\.m?js$/.exec(
      id,
    )?.[1]
    return language && language !== 'zh-CN' && language !== 'en-US' ? 'export default {}' : null
  },
}

/** Writes compressed twins, so that the server has nothing to compress. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
      const path = join(outDir, file)
      if (!/\.(js|css|html|svg)$/.test(file) || !statSync(path).isFile()) continue
      const content = readFileSync(path)
      if (content.length < 1024) continue
      writeFileSync(`${path}.br`, brotliCompressSync(content))
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
    }
  },
}

export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [oneLanguage, react(), compressed],
  build: {
    outDir,
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
