import { Refusal } from './refusal.ts'

/** Sentences for what the database says by the class or the code of its error (SQLSTATE). */
const byState: readonly [RegExp, () => Refusal][] = [
  [
    /^22|^23514$/,
    () =>
      new Refusal('invalid', 'kernel.unusableValue', '有内容超出了可以保存的范围，请检查后重填'),
  ],
  [
    /^23505$/,
    () => new Refusal('conflict', 'kernel.taken', '同样的内容刚被别人登记，请刷新后核对'),
  ],
  [
    /^(40001|40P01|55P03)$/,
    () => new Refusal('conflict', 'kernel.busyRecord', '别人正在修改同一内容，请稍后再试'),
  ],
  [
    /^57014$/,
    () => new Refusal('unavailable', 'kernel.tooSlow', '这项查询用时太长，已停止，请缩小范围再试'),
  ],
  [
    /^53/,
    () =>
      new Refusal(
        'unavailable',
        'kernel.full',
        '磁盘已满或数据库资源不足，这次操作没有保存，请联系管理员',
      ),
  ],
  [
    /^(08|57P|25P03)/,
    () => new Refusal('unavailable', 'kernel.noDatabase', '数据库暂时连不上，请稍后再试'),
  ],
]

const lost =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|Connection terminated|timeout exceeded when trying to connect|Query read timeout|connection timeout|Client has encountered a connection error/

/** The refusal behind an error of the database, where it is no bug of ours. */
export function refusalOfDatabase(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  const found = byState.find(([state]) => code.length === 5 && state.test(code))
  if (found) return found[1]()
  return lost.test(`${code} ${message}`)
    ? new Refusal('unavailable', 'kernel.noDatabase', '数据库暂时连不上，请稍后再试')
    : undefined
}
