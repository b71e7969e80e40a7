import { commands } from './commands/all.ts'
import { Refusal } from './kernel/refusal.ts'

const [name = 'serve', ...words] = process.argv.slice(2)
const command = commands[name]

if (!command) {
  console.error(`没有命令「${name}」。可用：${Object.keys(commands).join('、')}`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command(words)
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exitCode = error instanceof Refusal ? 2 : 70
  }
}
