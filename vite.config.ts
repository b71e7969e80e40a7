import react from '@vitejs/plugin-react'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const otherLanguage =
  /react-(?:aria|stately)[^?]*\/intl\/[^?]*\/(?!zh-CN|en-US)[a-z]{2}-[A-Z]{2}\.m?js$/

/** Component libraries carry the words of forty languages; the workbench speaks one. */
const oneLanguage: Plugin = {
  name: 'one-language',
  enforce: 'pre',
  load: (id) => (otherLanguage.test(id) ? 'export default {}' : null),
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
  if (content.length < 1024) return
  writeFileSync(`${path}.br`, brotliCompressSync(content))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
}

export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [oneLanguage, react(), compressed],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'chrome80',
    cssTarget: 'chrome80',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Building a shape changes nothing: shapes that a page does not use fall out of it.
      treeshake: { manualPureFunctions: ['z'] },
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
