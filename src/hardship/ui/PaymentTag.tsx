import { paymentStates, type PaymentState } from '#src/hardship/hardship.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

const tones = { made: 'warn', approved: 'info', paid: 'ok', cancelled: 'plain' } as const

/** Where a payment list stands, in words. */
export function PaymentTag({ state }: { readonly state: PaymentState }) {
  return <Tag tone={tones[state]}>{paymentStates[state]}</Tag>
}
