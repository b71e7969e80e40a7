import { useNavigate } from 'react-router'
import * as z from 'zod'
import { cycles, OpenCampaign } from '#src/census/campaign.ts'
import { addDays } from '#src/kernel/day.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { optionsOf, RadioRow } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

const Typed = z.object({
  ...OpenCampaign.shape,
  orgId: pickedOrg('请选择范围')
    .nullish()
    .transform((id) => id ?? undefined),
})

/** Opens a campaign: whose records, from when, by when. */
export function OpenCampaignDialog({ onClose }: { readonly onClose: () => void }) {
  const { today } = useSession()
  const navigate = useNavigate()
  const open = useCommand('campaigns.open', ['campaigns.', 'duties.', 'home.'])
  return (
    <Dialog title="开展核实活动" open onClose={onClose}>
      <Form
        schema={Typed}
        defaults={{
          name: '',
          cycle: 'quarterly',
          orgId: null,
          cutOffOn: today,
          fromOn: today,
          dueOn: addDays(today, 30),
        }}
        onSubmit={async (values) => {
          const { id, people } = await open.mutateAsync(values)
          toast(`已列入 ${people.toLocaleString('zh-CN')} 人的应办事项`)
          onClose()
          void navigate(`/campaigns/${id}`)
        }}
      >
        <TextField name="name" label="名称" required hint="例如：2026 年四季度信息核实" />
        <RadioRow name="cycle" label="类型" required options={optionsOf(cycles)} />
        <Fields columns={2}>
          <OrgPick name="orgId" label="范围" span="all" placeholder="本局管辖的全部人员" />
          <DateText
            name="cutOffOn"
            label="截止在册日"
            wholeDay
            required
            hint="当日在册的人列入，之后新登记的不列入"
            span="all"
          />
          <DateText name="fromOn" label="开始日期" wholeDay required />
          <DateText name="dueOn" label="完成期限" wholeDay required />
        </Fields>
        <SubmitBar label="开展" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
