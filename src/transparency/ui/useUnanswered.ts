import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** How many questions and emergencies wait for an answer or a review. */
export function useUnanswered(): number | undefined {
  const may = useMay()
  const limit = 200
  const questions = useCall(
    'transparency.questions',
    { limit },
    { enabled: may('transparency.answer') },
  )
  const glasses = useCall(
    'transparency.emergencies',
    { limit },
    { enabled: may('transparency.review') },
  )
  if (!questions.data || !glasses.data) return undefined
  return questions.data.length + glasses.data.length
}
