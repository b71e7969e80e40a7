import { Link } from 'react-router'
import { ReturnButton } from '#src/census/ui/ReturnDialog.tsx'
import { formatDay } from '#src/kernel/day.ts'
import { Notice } from '#src/web/kit/bars.tsx'
import type { Person } from './person.ts'

/** Says why the record can only be read; nothing for people on the register. */
export function Gone({ person }: { readonly person: Person }) {
  const { id, leftOn, leftReason, diedOn, mergedInto } = person
  if (!leftOn) return null
  if (leftReason === 'deceased')
    return (
      <Notice tone="warn">
        这位老同志已于{formatDay(diedOn ?? leftOn)}去世，档案只能查看。登记有误时可以更正。
      </Notice>
    )
  if (leftReason === 'merged')
    return (
      <Notice tone="warn">
        这条档案已并入另一条，只能查看。
        {mergedInto && <Link to={`/roster/${mergedInto}`}>打开合并后的档案</Link>}
      </Notice>
    )
  const back = leftReason === 'transferredOut' && <ReturnButton id={id} />
  return (
    <Notice tone="warn" actions={back}>
      这条档案已于{formatDay(leftOn)}离册，只能查看。
    </Notice>
  )
}
