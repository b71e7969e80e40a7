import { createApp } from '#src/http/app.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { builtPages } from './pages.ts'
import { openPlatform, type Platform } from './platform.ts'
import { safely } from './safely.ts'
import { setUpLines } from './setUp.ts'

/** Serves until it is told to stop; resolves with the exit code. */
export async function serve(): Promise<number> {
  const stopping = stopSignal()
  const platform = await safely(await openPlatform())
  return serveOn(platform, stopping, async (address) => {
    const { db, clock } = platform.kernel
    for (const line of await setUpLines(db, clock, address)) console.log(line)
  })
}

/** Listens, says `ready`, waits for the signal, and closes in order. */
export async function serveOn(
  platform: Platform,
  stopping: Promise<void>,
  announce: (address: string) => Promise<void>,
): Promise<number> {
  const host = process.env['HOST'] ?? '127.0.0.1'
  const port = Number(process.env['PORT'] ?? 8080)
  const publicUrl = process.env['PUBLIC_URL']
  const secure = publicUrl?.startsWith('https:') ?? false
  let app: ReturnType<typeof createApp> | undefined
  try {
    const pages = await builtPages()
    const { kernel, calls } = platform
    app = createApp({ kernel, calls, pages, secure, publicUrl, needsOffices: secure })
    await app.listen({ host, port })
    const address = `http://${host}:${port}`
    await announce(address)
    console.log(`ready ${address}`)
    const lost = await Promise.race([stopping, platform.lost.then(() => true)])
    if (lost) {
      console.error(
        '数据库已停止且无法重新启动，请查看上面的原因（例如磁盘已满），处理后重新启动。',
      )
      return 1
    }
    console.log('正在停止……')
  } catch (error) {
    console.error(portSentence(error, port))
    return 1
  } finally {
    await app?.close()
    await platform.stop()
  }
  return 0
}

/** Resolves at the first Ctrl-C or termination. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
  })
}

function portSentence(error: unknown, port: number): string {
  const code = (error as { code?: string }).code
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用。可用 PORT=8081 npm start 换一个端口。`
  if (error instanceof Refusal) return error.message
  if (code === 'EACCES') return `没有权限使用端口 ${port}，请用 1024 以上的端口。`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
