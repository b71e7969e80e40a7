/** The last good backup, as the database knows it. */
export interface LastBackup {
  /** The moment that it shows. */
  readonly at: string
  readonly file: string
  readonly bytes: number
  readonly tables: number
}

/** The kept log of changes, as the server knows it. */
export interface LogState {
  readonly active: boolean
  readonly behindBytes: number
}

export interface BackupHealth {
  readonly last: LastBackup | null
  readonly log: LogState | null
  /** What the system administrator ought to do; nothing where all is well. */
  readonly alarms: readonly string[]
}

const mostAgeHours = 26
const mostBehindBytes = 64 * 2 ** 20

/**
 * Judges backup and kept log: a nightly backup that is two hours late is late, and a log that nobody receives is no
 * protection (GB/T 22239-2019 8.1.4.9).
 */
export function judgeBackups(
  last: LastBackup | null,
  log: LogState | null,
  now: Date,
): BackupHealth {
  const hours = last ? (now.getTime() - Date.parse(last.at)) / 3_600_000 : Infinity
  const old = last
    ? `上一次完好的备份已是 ${Math.floor(hours)} 小时之前，请立即备份并检查备份位置`
    : '还没有做过备份，请立即执行一次备份'
  const alarms = [
    ...(hours > mostAgeHours ? [old] : []),
    ...(log && !log.active ? ['变更日志没有在保存，请检查备份位置的磁盘和权限'] : []),
    ...(log && log.behindBytes > mostBehindBytes ? ['变更日志落后过多，请检查备份位置的磁盘'] : []),
  ]
  return { last, log, alarms }
}
