import { useState } from 'react'
import * as z from 'zod'
import { purposeCodes, type Purpose } from '#src/roster/purpose.ts'
import { RadioRow } from '#src/web/kit/choiceFields.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { staleAfter, type Person } from './person.ts'

const Wanted = z.object({ caseText: z.string().trim().optional() })

interface PurposeDialogProps {
  readonly person: Person
  readonly onClose: () => void
}

/** Asks what the full record is needed for, and opens for that what it needs. */
export function PurposeDialog({ person, onClose }: PurposeDialogProps) {
  const { purposes, isVip } = person.access
  const [purpose, setPurpose] = useState<Purpose | ''>(isVip ? '' : (purposes[0]?.code ?? ''))
  const [missing, setMissing] = useState(false)
  const reveal = useCommand('roster.reveal', staleAfter)
  const chosen = purposes.find(({ code }) => code === purpose)
  return (
    <Dialog title={`申请查看：${person.values.fullName ?? ''}`} open onClose={onClose}>
      <Form
        schema={Wanted}
        defaults={{ caseText: '' }}
        enter="submit"
        onSubmit={async ({ caseText }) => {
          if (!purpose) return setMissing(true)
          await reveal.mutateAsync({ id: person.id, purpose, ...(caseText && { caseText }) })
          toast('已打开完整信息')
          onClose()
        }}
      >
        <p className="muted">
          查看会留下记录：谁、何时、为何，都列在“谁看过”里，本人可以查问。
          {isVip && '这位老同志重点保护，每次查看都要写明事由。'}
        </p>
        <RadioRow
          label="用途"
          required
          options={purposes.map(({ code, title }) => ({ value: code, label: title }))}
          value={purpose}
          onChange={(value) => {
            setPurpose(purposeCodes.find((code) => code === value) ?? '')
            setMissing(false)
          }}
          error={missing ? '请选择用途' : undefined}
        />
        {chosen && <p aria-live="polite">{chosen.opens ? `可看：${chosen.opens}` : '打开详情'}</p>}
        {chosen?.needsCase && (
          <TextField
            name="caseText"
            label="所办事项或编号"
            required
            maxLength={120}
            hint="例如：2026 年帮扶申请第 12 号"
          />
        )}
        <SubmitBar label="查看" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
