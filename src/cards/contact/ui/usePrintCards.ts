import { useState } from 'react'
import { CallError, fetchFile, sentenceOf } from '#src/web/api.ts'
import { toast } from '#src/web/kit/Toast.tsx'
import { useQueryClient } from '@tanstack/react-query'

const operations = {
  person: 'contactCards.print',
  group: 'contactCards.printGroup',
} as const

/** Prints contact cards; the log of cards follows. */
export function usePrintCards(): {
  readonly print: (of: 'person' | 'group', id: number) => Promise<void>
  readonly busy: boolean
} {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  async function print(of: 'person' | 'group', id: number) {
    setBusy(true)
    try {
      if (of === 'person') await fetchFile(operations.person, { id })
      else await fetchFile(operations.group, { groupId: id })
      toast('已打印，编号记入发放记录')
      await client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('contactCards.'),
      })
    } catch (error) {
      const many = error instanceof CallError && error.code === 'exports.needsApproval'
      toast(
        many
          ? '人数较多：请在信息库冻结名单，申请打印并经复核后，再按名单打印联系卡'
          : sentenceOf(error),
        'err',
      )
    } finally {
      setBusy(false)
    }
  }
  return { print, busy }
}
