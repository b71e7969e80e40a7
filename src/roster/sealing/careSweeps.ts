import { openedText, sealedText } from '#src/kernel/vault/text.ts'
import { isCurrent, type Sweep } from './sweep.ts'
import { textSweep } from './texts.ts'

/** Diagnoses, notes of rounds, hardships and results of check-ups. */
export const careSweeps: readonly Sweep[] = [
  textSweep('hospital_stay', ['diagnosis']),
  textSweep('care_event', ['note']),
  textSweep('doctor_round', ['note']),
  {
    table: 'check_up_person',
    key: { check_up_id: 'integer', retiree_id: 'bigint' },
    columns: ['summary'],
    reseal(vault, { check_up_id: checkUp, retiree_id: retiree, summary }) {
      if (typeof summary !== 'string' || isCurrent(vault, summary)) return { summary }
      const place = `check_up_person.summary.${String(checkUp)}.${String(retiree)}`
      const text = openedText(vault, place, summary)
      return { summary: text === null ? summary : sealedText(vault, place, text) }
    },
  },
]
