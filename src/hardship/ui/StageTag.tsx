import { stages, type Stage } from '#src/hardship/course.ts'
import { Tag } from '#src/web/kit/Tag.tsx'

const tones = {
  applied: 'warn',
  inquired: 'info',
  reviewed: 'info',
  publicised: 'info',
  approved: 'ok',
  declined: 'plain',
  ended: 'plain',
} as const

/** Where an application stands, in words. */
export function StageTag({ stage, urgent }: { readonly stage: Stage; readonly urgent: boolean }) {
  return (
    <>
      <Tag tone={tones[stage]}>{stages[stage]}</Tag>
      {urgent && stage !== 'ended' && stage !== 'declined' && <Tag tone="err">紧急</Tag>}
    </>
  )
}
