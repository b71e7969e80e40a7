/** What verification may find, with the word for it. */
export const findingKinds = {
  rowChanged: '改动',
  rowMissing: '删除',
  rowAdded: '添加',
  rowForged: '伪造',
  sealMissing: '封印缺失',
  sealChanged: '封印改动',
  signature: '签名不对',
  key: '钥匙不对',
  purgeForged: '清除记录不对',
  anchorAhead: '末尾被截',
  anchorDiffers: '与抄存不符',
  anchorMissing: '抄存缺失',
} as const

export type FindingKind = keyof typeof findingKinds

export interface Finding {
  readonly kind: FindingKind
  /** What is wrong, in one sentence. */
  readonly message: string
  /** The seal it was found at. */
  readonly n?: number
}

const mostTold = 200

/** Gathers what is found; beyond two hundred faults one more says no more than the first. */
export function findings() {
  const found: Finding[] = []
  const notices: string[] = []
  return {
    found,
    notices,
    add(kind: FindingKind, message: string, n?: number): void {
      if (found.length < mostTold) found.push({ kind, message, ...(n !== undefined && { n }) })
    },
    notice(message: string): void {
      if (notices.length < mostTold) notices.push(message)
    },
  }
}

export type Findings = ReturnType<typeof findings>
