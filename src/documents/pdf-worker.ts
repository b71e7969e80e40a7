import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { rareTypeface, songtiCoverage, songtiFolders, type Typeface } from './pdf-fonts.ts'
import type { PdfAnswer, PdfJob } from './pdf-process.ts'

const templates = join(import.meta.dirname, 'templates')
/** Tags for screen readers make a long table fifteen times as large. */
const TAGGED_BYTES = 65_536
const shapeless = /[\s\p{Cf}\p{Variation_Selector}]/u
const inSongti = songtiCoverage()
let plain: NodeCompiler | undefined
let rare: { compiler: NodeCompiler; has: Typeface['has'] } | undefined

process.on('message', (job: PdfJob) => {
  process.send?.(answer(job))
  globalThis.gc?.()
})
process.on('disconnect', () => process.exit())
dieWithParent()

function answer(job: PdfJob): PdfAnswer {
  try {
    return { pdf: render(job), memory: process.memoryUsage.rss() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

/** The data enters as a file that exists only for this compilation, never as source. */
function render({ template, data }: PdfJob): Uint8Array {
  const beyond = charactersOf(data).filter((character) => !inSongti(character.codePointAt(0) ?? 0))
  const { compiler, has } = beyond.length > 0 ? withRare() : withSongti()
  const unknown = beyond.filter((character) => !has(character.codePointAt(0) ?? 0))
  const file = join(templates, 'data.json')
  const bytes = Buffer.from(JSON.stringify({ ...data, unknown: unknown.map(named) }))
  compiler.mapShadow(file, bytes)
  try {
    return compiled(compiler, join(templates, `${template}.typ`), bytes.length <= TAGGED_BYTES)
  } finally {
    compiler.resetShadow()
    compiler.evictCache(0)
  }
}

function compiled(compiler: NodeCompiler, mainFilePath: string, pdfTags: boolean): Uint8Array {
  const compilation = compiler.compile({ mainFilePath })
  if (compilation.result) return compiler.pdf(compilation.result, { pdfTags })
  const failure = compilation.takeError()
  throw new Error(JSON.stringify(failure ? compiler.fetchDiagnostics(failure) : 'no result'))
}

function withSongti() {
  plain ??= NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontPaths: songtiFolders }],
  })
  return { compiler: plain, has: inSongti }
}

/** Memory fonts must come before folders, or the compiler aborts. */
function withRare() {
  if (rare) return rare
  const typeface = rareTypeface()
  if (!typeface) return withSongti()
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontBlobs: [typeface.bytes] }, { fontPaths: songtiFolders }],
  })
  rare = { compiler, has: typeface.has }
  return rare
}

function charactersOf(data: unknown): string[] {
  const found = new Set(JSON.stringify(data))
  return [...found].filter((character) => character > '\u007f' && !shapeless.test(character))
}

function named(character: string): string {
  const point = character.codePointAt(0) ?? 0
  return `${character}（U+${point.toString(16).toUpperCase().padStart(4, '0')}）`
}

/** A compilation cannot hear that the parent is gone; a second thread looks every second. */
function dieWithParent(): void {
  const watch = `const parent = process.ppid
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`
  new Worker(watch, { eval: true }).unref()
}
