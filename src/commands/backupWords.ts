import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { Refusal } from '#src/kernel/refusal.ts'
import { existingMasterKey, masterKeyFile } from '#src/kernel/vault.ts'

/** The master key; refuses (`backup.noMasterKey`) with where it is looked for. */
export function requireMasterKey(dataDir: string): Buffer {
  const key = existingMasterKey(dataDir)
  if (key) return key
  throw new Refusal(
    'missing',
    'backup.noMasterKey',
    `没有找到主密钥 ${masterKeyFile(dataDir)}。备份里不含主密钥：请把另行保管的 master.key 放到这里，或用 KEY_FILE 指定它。没有改动任何数据。`,
  )
}

/** Runs a command; a damaged backup is told and answers 1, any other refusal 2. */
export async function codeOf(run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (error) {
    const sentence = error instanceof Refusal ? error.message : sentenceOfSystem(error)
    if (sentence === undefined) throw error
    console.error(sentence)
    return error instanceof Refusal && error.code === 'backup.damaged' ? 1 : 2
  }
}

function sentenceOfSystem(error: unknown): string | undefined {
  const { code, path = '' } = error as { code?: string; path?: string }
  if (code === 'ENOENT') return `没有找到 ${path}，请核对文件名。没有改动任何数据。`
  if (code === 'EACCES' || code === 'EPERM') return `没有权限读写 ${path}。`
  if (code === 'EISDIR') return `${path} 是目录，请写到文件名为止。`
  if (code === 'ENOSPC') return '磁盘空间不足，请清理后重试。没有改动任何数据。'
  return undefined
}

/** The words and options of a command line; undefined where it cannot be understood. */
export function optionsOf<T extends ParseArgsOptionsConfig>(words: string[], options: T) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true })
  } catch {
    return undefined
  }
}

/** A moment as it reads on a clock in Beijing. */
export function timeText(at: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' })
}

/**
 * A moment as people write it: `2026-11-21 10:30:00` by the clock in Beijing, ISO with a zone, or `latest`.
 * Null for anything else.
 */
export function momentOf(text: string): string | null {
  if (text === 'latest' || text === '最新') return 'latest'
  const local = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(text)
  const clock = text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T')
  const time = Date.parse(local ? `${clock}+08:00` : text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
