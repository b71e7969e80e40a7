import * as z from 'zod'
import {
  AddInService,
  CloseInService,
  closings,
  ladders,
  type InServiceRow,
  type Ladder,
} from '#src/census/inService.ts'
import { kindsOfTie } from '#src/orgs/org.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'

const Typed = z.object({
  ...AddInService.shape,
  unitId: pickedOrg('请选择单位'),
  ladder: z
    .enum(['60', '55', '50'], '请选择原退休年龄')
    .transform((ladder) => Number(ladder) as Ladder),
})

/** Types in one person who will retire. */
export function AddInServiceDialog({ onClose }: { readonly onClose: () => void }) {
  const add = useCommand('census.addInService', ['census.'])
  return (
    <Dialog title="登记在职人员" open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{ fullName: '', birthMonth: '' }}
        onSubmit={async (values) => {
          await add.mutateAsync(values)
          toast(`已登记${values.fullName}`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="fullName" label="姓名" required />
          <DateText name="birthMonth" label="出生年月" required />
          <OrgPick name="unitId" label="单位" required span="all" kinds={kindsOfTie.formerUnit} />
        </Fields>
        <RadioRow name="ladder" label="原法定退休年龄" required options={optionsOf(ladders)} />
        <SubmitBar label="登记" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

interface CloseProps {
  readonly row: InServiceRow
  readonly onClose: () => void
}

/** Takes someone off the list who left or was entered wrongly. */
export function CloseInServiceDialog({ row, onClose }: CloseProps) {
  const close = useCommand('census.closeInService', ['census.'])
  const { retired: _retired, ...reasons } = closings
  return (
    <Dialog title={`移出名册：${row.fullName}`} open onClose={onClose}>
      <Form
        schema={CloseInService}
        defaults={{ id: row.id }}
        onSubmit={async (values) => {
          await close.mutateAsync(values)
          toast('已移出')
          onClose()
        }}
      >
        <RadioRow name="reason" label="原因" required options={optionsOf(reasons)} />
        <p className="muted">已办退休的不用在这里移出：登记到老干部信息库后会自动移出。</p>
        <SubmitBar label="移出" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
