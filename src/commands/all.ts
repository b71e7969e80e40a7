import { readFileSync } from 'node:fs'

type Command = (words: string[]) => Promise<number>

/** The commands, each loaded when it is called, so that a short one starts quickly. */
export const commands: Readonly<Record<string, Command>> = {
  serve: async () => (await import('./serve.ts')).serve(),
  demo: async () => (await import('./demo.ts')).demo(),
  import: async (words) => (await import('./importing.ts')).importing(words),
  duties: async (words) => (await import('./dutyLedger.ts')).dutyLedger(words),
  keys: async (words) => (await import('./keys.ts')).keys(words),
  user: async (words) => (await import('./users.ts')).users(words),
  backup: async (words) => (await import('./backup.ts')).backup(words),
  restore: async (words) => (await import('./restore.ts')).restore(words),
  incident: async (words) => (await import('./incident.ts')).incident(words),
  trace: async (words) => (await import('./trace.ts')).trace(words),
  '--version': async () => {
    const about = new URL('../../package.json', import.meta.url)
    const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }
    console.log(`重阳 ${version} · Node ${process.version}`)
    return 0
  },
}
