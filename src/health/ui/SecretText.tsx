import type { Secret } from '#src/health/record.ts'

/** A sealed text where it is open, that there is one where it is not. */
export function SecretText({ of: { text, held } }: { readonly of: Secret }) {
  if (text) return <>{text}</>
  return <span className="muted">{held ? '已登记，按用途查看' : '—'}</span>
}
