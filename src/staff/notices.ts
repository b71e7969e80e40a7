import type { Database } from '#src/kernel/db.ts'

/** What the security administrator hears of, and what is then to be done. */
export const noticeKinds = {
  notMe: {
    title: '本人报告：不是我登录的',
    advice: '已退出全部登录并停用原密码。请当面核实本人，再由系统管理员重发一次性链接。',
  },
  guessed: {
    title: '一小时内被多次猜密码',
    advice: '已暂停陌生设备登录，常用设备不受影响。请查来源地址，必要时联系网络管理人员。',
  },
  keyCopied: {
    title: '安全密钥的使用次数倒退',
    advice: '可能有一把复制的密钥，这次登录已拒绝。请当面核实本人，并让本人移除这把密钥。',
  },
  importedAlone: {
    title: '一人导入超过 100 行，没有另一人复核',
    advice: '本单位还没有能复核的人。请核实这一批，并请系统管理员为局领导开设岗位。',
  },
  factorReset: {
    title: '动态口令已解除',
    advice: '本人下次登录须重新绑定。如非本人当面提出，请立即停用账号。',
  },
} as const

export type NoticeKind = keyof typeof noticeKinds

interface NewNotice {
  readonly kind: NoticeKind
  readonly accountId: number
  readonly detail?: Record<string, unknown>
}

/** Tells the security administrator, in the same transaction. */
export async function giveNotice(
  { db, now }: { readonly db: Database; readonly now: Date },
  { kind, accountId, detail = {} }: NewNotice,
): Promise<void> {
  await db
    .insertInto('securityNotice')
    .values({ kind, accountId, at: now, detail: JSON.stringify(detail) })
    .execute()
}
