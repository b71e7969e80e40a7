import { useState } from 'react'
import { ConfirmDialog } from '#src/web/kit/Dialog.tsx'
import { ComboPick, type PickItem } from '#src/web/kit/ComboPick.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { findPeople } from './MatchPerson.tsx'

/** A call that tries the desk and the chain, and is counted apart. */
export function DrillDialog({ onClose }: { readonly onClose: () => void }) {
  const drill = useCommand('calls.drill', ['calls.'])
  const [person, setPerson] = useState<PickItem | null>(null)
  return (
    <ConfirmDialog
      title="呼叫演练"
      open
      onClose={onClose}
      action="开始演练"
      onConfirm={() => drill.mutateAsync(person ? { retireeId: Number(person.id) } : {})}
    >
      <p>值班台会响铃，无人接听时照常逐级通知，消息中注明演练；统计时单独计数。</p>
      <ComboPick
        label="以谁的名义"
        placeholder="可以不填"
        search={findPeople}
        value={person}
        onChange={setPerson}
      />
    </ConfirmDialog>
  )
}
