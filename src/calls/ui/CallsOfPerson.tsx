import { useState } from 'react'
import { sentenceOf } from '#src/web/api.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog, SideSheet } from '#src/web/kit/Dialog.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'
import { CallPanel } from './CallPanel.tsx'
import { CallTable } from './CallTable.tsx'
import type { LiveCall } from './deskFeed.ts'

/** The calls of one person, and the address on the card. */
export function CallsOfPerson({ id }: { readonly id: number }) {
  const may = useMay()
  const calls = useCall('calls.ofPerson', { retireeId: id })
  const [chosen, setChosen] = useState<number>()
  return (
    <div className="stack">
      {may('calls.answer') && <OwnPage id={id} />}
      <Loaded of={calls} lines={4}>
        {(rows) => (
          <CallTable rows={rows as unknown as readonly LiveCall[]} withoutName onOpen={setChosen} />
        )}
      </Loaded>
      <SideSheet title="呼叫经过" open={chosen !== undefined} onClose={() => setChosen(undefined)}>
        {chosen !== undefined && <CallPanel id={chosen} version={0} />}
      </SideSheet>
    </div>
  )
}

function OwnPage({ id }: { readonly id: number }) {
  const own = useCall('calls.page', { retireeId: id })
  const make = useCommand('calls.makePage', ['calls.page'])
  const revoke = useCommand('calls.revokePage', ['calls.page'])
  const [asking, setAsking] = useState(false)
  const path = own.data?.path
  return (
    <>
      <div className="actions actions-start">
        {path ? (
          <>
            <a className="btn btn-plain" href={path} target="_blank" rel="noreferrer">
              打开一键呼叫页
            </a>
            <Button onClick={() => setAsking(true)}>作废地址</Button>
          </>
        ) : (
          <Button
            busy={make.isPending}
            onClick={() =>
              void make.mutateAsync({ retireeId: id }).then(
                () => toast('已开通，印在联系卡的二维码里'),
                (error: unknown) => toast(sentenceOf(error), 'err'),
              )
            }
          >
            开通一键呼叫页
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title="作废一键呼叫地址"
          open
          danger
          action="作废"
          onClose={() => setAsking(false)}
          onConfirm={() => revoke.mutateAsync({ retireeId: id })}
        >
          <p>已发的联系卡上的二维码不能再用，请随后换发新卡。</p>
        </ConfirmDialog>
      )}
    </>
  )
}
