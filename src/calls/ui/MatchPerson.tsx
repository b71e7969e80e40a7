import { useState } from 'react'
import { call, sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

/** Finds people by name, pinyin or telephone, for the field of a person. */
export async function findPeople(text: string): Promise<PickItem[]> {
  const people = await call('roster.find', { text })
  return people.map(({ id, fullName, birth, unit }) => ({
    id,
    title: fullName,
    note: [birth, unit].filter(Boolean).join('　'),
  }))
}

interface MatchPersonProps {
  readonly id: number
  readonly household: readonly { readonly id: number; readonly name: string }[]
}

/** Who it was, when the sender alone does not tell. */
export function MatchPerson({ id, household }: MatchPersonProps) {
  const match = useCommand('calls.match', ['calls.'])
  const [picked, setPicked] = useState<PickItem | null>(null)
  const choose = (retireeId: number) =>
    void match.mutateAsync({ id, retireeId }).then(
      () => toast('已对上本人'),
      (error: unknown) => toast(sentenceOf(error), 'err'),
    )
  return (
    <div className="stack">
      {household.length > 0 && (
        <div className="actions actions-start">
          {household.map(({ id: retireeId, name }) => (
            <Button key={retireeId} onClick={() => choose(retireeId)}>
              是{name}
            </Button>
          ))}
        </div>
      )}
      <ComboPick
        label="呼叫人"
        placeholder="姓名、拼音或电话"
        search={findPeople}
        value={picked}
        onChange={setPicked}
      />
      <div className="actions actions-start">
        <Button
          disabled={picked === null}
          busy={match.isPending}
          onClick={() => picked && choose(Number(picked.id))}
        >
          对上本人
        </Button>
      </div>
    </div>
  )
}
