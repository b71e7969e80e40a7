import { useState } from 'react'
import * as z from 'zod'
import type { PostProposal } from '#src/staff/grant.operations.ts'
import { proposalStates } from '#src/staff/proposal.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { SimpleTable } from '#src/web/kit/SimpleTable.tsx'
import { Tag, type Tone } from '#src/web/kit/Tag.tsx'
import { TextArea } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useMay } from '#src/web/session.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { useCall, useCommand } from '#src/web/useCall.ts'

const tones: Readonly<Record<PostProposal['state'], Tone>> = {
  open: 'warn',
  expired: 'plain',
  approved: 'ok',
  declined: 'err',
  withdrawn: 'plain',
}

const Reason = z.strictObject({ reason: z.string('请写明退回的原因').min(2, '请写明退回的原因') })

/** Posts that wait for the second pair of eyes, and those decided of late. Nothing is drawn when there are none. */
export function ProposalsSection() {
  const decides = useMay()('staff.approve')
  const list = useCall('staff.proposals', {})
  const [approving, setApproving] = useState<PostProposal>()
  const [declining, setDeclining] = useState<PostProposal>()
  const approve = useCommand('staff.approve', ['staff.'])
  const decline = useCommand('staff.decline', ['staff.'])
  const rows = (list.data ?? []).slice(0, 20)
  if (rows.length === 0) return null
  const open = rows.filter(({ state }) => state === 'open').length
  return (
    <Section
      title="岗位申请"
      note={open ? `${open} 项待批准，72 小时内有效` : '系统管理员提出，安全管理员批准后生效'}
    >
      <SimpleTable
        label="岗位申请"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', title: '姓名', cell: ({ name }) => <b>{name}</b> },
          { key: 'account', title: '账号', cell: ({ account }) => account },
          { key: 'role', title: '岗位', cell: ({ roleTitle }) => roleTitle },
          { key: 'title', title: '职务', cell: ({ title }) => title },
          { key: 'org', title: '单位', cell: ({ orgName }) => orgName },
          {
            key: 'proposed',
            title: '提出',
            cell: ({ proposedBy, proposedAt }) => `${proposedBy}，${clockTime(proposedAt)}`,
          },
          {
            key: 'state',
            title: '状态',
            cell: ({ state, reason }) => (
              <>
                <Tag tone={tones[state]}>{proposalStates[state]}</Tag>
                {reason && <span className="muted"> {reason}</span>}
              </>
            ),
          },
          ...(decides
            ? [{ key: 'decide', title: '办理', cell: (row: PostProposal) => decisions(row) }]
            : []),
        ]}
      />
      <ConfirmDialog
        title={`批准${approving?.name ?? ''}任${approving?.roleTitle ?? ''}`}
        open={approving !== undefined}
        onClose={() => setApproving(undefined)}
        action="批准"
        onConfirm={async () => {
          if (!approving) return
          await approve.mutateAsync({ proposalId: approving.id })
          toast(`已批准，${approving.name}的岗位即刻生效`)
        }}
      >
        {approving &&
          `${approving.orgName}，${approving.title}。批准后，此人即可按这个岗位看到和办理有关老同志的事项。`}
      </ConfirmDialog>
      <Dialog
        title={`退回${declining?.name ?? ''}的岗位申请`}
        open={declining !== undefined}
        onClose={() => setDeclining(undefined)}
      >
        <Form
          schema={Reason}
          defaults={{ reason: '' }}
          onSubmit={async ({ reason }) => {
            if (declining) await decline.mutateAsync({ proposalId: declining.id, reason })
            setDeclining(undefined)
            toast('已退回')
          }}
        >
          <TextArea name="reason" label="退回原因" required maxLength={200} />
          <SubmitBar label="退回" onCancel={() => setDeclining(undefined)} />
        </Form>
      </Dialog>
    </Section>
  )

  function decisions(row: PostProposal) {
    if (row.state !== 'open') return null
    return (
      <span className="actions">
        <Button small look="link" aria-label={`批准${row.name}`} onClick={() => setApproving(row)}>
          批准
        </Button>
        <Button small look="link" aria-label={`退回${row.name}`} onClick={() => setDeclining(row)}>
          退回
        </Button>
      </span>
    )
  }
}
