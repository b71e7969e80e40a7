import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '#src/kernel/refusal.ts'
import { masterKeyFile } from '#src/kernel/vault.ts'
import { readKey } from '#src/kernel/vault/masterKey.ts'
import { rotateKeys } from '#src/roster/sealing/rotate.ts'
import { demandOpen } from '#src/roster/sealing/value.ts'
import { keysEvery, nextKeyFile } from './keyring.ts'
import { withPlatform } from './platform.ts'

const usage = `用法：
  keys rotate              更换敏感字段密钥，服务可继续运行，中断后再执行即可继续
  keys rewrap 新密钥文件    更换主密钥；新密钥文件为 64 个十六进制字符`

/** `keys rotate|rewrap`; exit 0 when done, 2 for a wrong call. */
export async function keys(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { settle: { type: 'string', default: String(keysEvery + 1_000) } },
  })
  const [verb, file] = positionals
  if (verb === 'rotate') return rotate(Number(values.settle))
  if (verb === 'rewrap' && file) return rewrap(resolve(file))
  console.error(usage)
  return 2
}

async function rotate(settle: number): Promise<number> {
  return withPlatform(async (kernel) => {
    const { key, resumed, rows } = await rotateKeys(kernel, settle)
    const how = resumed ? '上次中断的更换已继续完成' : '已更换'
    console.log(`${how}：现用第 ${key} 号密钥，重新加密 ${rows} 行，旧密钥下 0 行`)
    return 0
  })
}

/** The new master key waits beside the old one until every data key is wrapped under it. */
async function rewrap(file: string): Promise<number> {
  if (!existsSync(file)) throw new Refusal('invalid', 'keys.noFile', `没有这个文件：${file}`)
  const next = readKey(file)
  return withPlatform(async ({ db, vault, dataDir = './data' }) => {
    demandOpen(vault)
    const waiting = nextKeyFile(dataDir)
    writeFileSync(waiting, `${next.toString('hex')}\n`, { mode: 0o600, flush: true })
    await db.transaction().execute((tx) => vault.rewrap(tx, next))
    renameSync(waiting, masterKeyFile(dataDir))
    console.log(`主密钥已更换，保存在 ${masterKeyFile(dataDir)}；请另行保管副本，并删除 ${file}`)
    return 0
  })
}
