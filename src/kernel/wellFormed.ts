import { Refusal } from './refusal.ts'

const deepest = 20

/** Refuses text that no database can keep (NUL, halves of characters) and inputs nested beyond use. */
export function refusalOfText(value: unknown, depth = 0): Refusal | undefined {
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\0')
      ? undefined
      : new Refusal('invalid', 'kernel.unusableText', '文字中有无法保存的字符，请删去后重填')
  if (value === null || typeof value !== 'object') return undefined
  if (depth >= deepest)
    return new Refusal('invalid', 'kernel.tooDeep', '提交的内容层数太多，无法识别')
  for (const [key, inner] of Object.entries(value)) {
    const refusal = refusalOfText(key, depth + 1) ?? refusalOfText(inner, depth + 1)
    if (refusal) return refusal
  }
  return undefined
}
