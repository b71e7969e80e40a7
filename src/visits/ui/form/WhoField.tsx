import { useFormContext, useWatch } from 'react-hook-form'
import { formatDay } from '#src/kernel/day.ts'
import type { PocketPerson } from '#src/visits/pocket.ts'
import { visitReasons } from '#src/visits/visit.ts'
import { CallError } from '#src/web/api.ts'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { Chip } from '#src/web/kit/Tag.tsx'
import { findVisited } from '../findVisited.ts'
import { currentOutbox, useOutbox } from '../outbox/outbox.ts'

const shownChips = 8

/** Whom: found by typing, or taken from those who are owed a visit; without network only the latter. */
export function WhoField() {
  const owed = useOutbox().people.filter(({ dueOn }) => dueOn)
  const who = useWatch({ name: 'who' }) as PickItem | null
  const { setValue } = useFormContext()
  const take = ({ retireeId, fullName, reasons }: PocketPerson) => {
    setValue('who', { id: retireeId, title: fullName }, { shouldDirty: true, shouldValidate: true })
    if (reasons.length > 0) setValue('reasons', [...reasons], { shouldDirty: true })
  }
  return (
    <>
      <ComboPick
        name="who"
        label="走访对象"
        required
        span="all"
        search={search}
        placeholder="输入姓名、拼音首字母或电话查找"
      />
      {!who && owed.length > 0 && (
        <div className="field" data-span="all">
          <p className="field-hint">近期应走访，点一下即可：</p>
          <div className="bar" role="group" aria-label="近期应走访的人">
            {owed.slice(0, shownChips).map((person) => (
              <Chip key={person.retireeId} onPress={() => take(person)}>
                {person.fullName}（{wordsOf(person)}，{formatDay(person.dueOn ?? '')}前）
              </Chip>
            ))}
          </div>
        </div>
      )}
    </>
  )
}

function wordsOf({ reasons }: PocketPerson): string {
  return reasons.map((reason) => visitReasons[reason]).join('、')
}

/** The register answers; without network, the people whom the device keeps. */
async function search(text: string): Promise<readonly PickItem[]> {
  try {
    return await findVisited(text)
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'offline') throw error
    return currentOutbox()
      .people.filter(({ fullName }) => fullName.includes(text))
      .map(({ retireeId, fullName, note }) => ({ id: retireeId, title: fullName, note }))
  }
}
