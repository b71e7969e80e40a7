import { useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import * as z from 'zod'
import {
  festivalKinds,
  OpenFestival,
  Standard,
  type FestivalKind,
} from '#src/festivals/festival.ts'
import { addDays } from '#src/kernel/day.ts'
import { formatFen } from '#src/kernel/money.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { MoneyText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { shownCount } from '#src/web/kit/shown.ts'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import { blankStandard, StandardsField } from './StandardsField.tsx'
import { staleAfterFestival } from './stale.ts'

const TypedStandard = z
  .object({ ...Standard.shape, category: Standard.shape.category.or(z.literal('')) })
  .transform(({ category, gift, ...standard }) => ({
    ...standard,
    category: category || null,
    gift: gift || null,
  }))

const Typed = z.object({
  ...OpenFestival.shape,
  name: OpenFestival.shape.name.or(z.literal('')).optional(),
  orgId: pickedOrg('请选择范围')
    .nullish()
    .transform((id) => id ?? undefined),
  standards: z.array(TypedStandard).min(1, '请至少填写一项标准').max(20, '标准最多 20 项'),
})

const kindOptions = optionsOf(
  Object.fromEntries(Object.entries(festivalKinds).map(([kind, { title }]) => [kind, title])),
)

/** Opens a round: which festival, who was on the register when, and what each is given. */
export function OpenFestivalDialog({ onClose }: { readonly onClose: () => void }) {
  const { today } = useSession()
  const navigate = useNavigate()
  const open = useCommand('festivals.open', staleAfterFestival)
  return (
    <Dialog title="开展节日慰问" open onClose={onClose} wide>
      <Form
        schema={Typed}
        defaults={{
          kind: 'springFestival',
          name: '',
          orgId: null,
          cutOffOn: today,
          fromOn: today,
          dueOn: addDays(today, 30),
          budgetFen: null,
          documentNo: '',
          standards: [
            { ...blankStandard, title: '离休干部', category: 'lixiu' },
            { ...blankStandard, title: '退休干部' },
          ],
        }}
        onSubmit={async (values) => {
          const name = values.name || nameOf(values.kind, values.dueOn)
          const made = await open.mutateAsync({ ...values, name })
          toast(`名单已冻结：${shownCount(made.people)} 人，应发 ${formatFen(made.totalFen)} 元`)
          onClose()
          void navigate(`/festivals/${made.id}`)
        }}
      >
        <Fields columns={3}>
          <Select name="kind" label="节日" required options={kindOptions} />
          <NameField />
          <OrgPick name="orgId" label="范围" placeholder="本局管辖的全部人员" />
          <DateText name="cutOffOn" label="口径日" wholeDay required hint="当日在册的人列入名单" />
          <DateText name="fromOn" label="开始日期" wholeDay required />
          <DateText name="dueOn" label="完成期限" wholeDay required />
          <MoneyText name="budgetFen" label="预算" hint="没有的可不填" />
          <TextField name="documentNo" label="预算或通知文号" maxLength={80} span={2} />
        </Fields>
        <StandardsField />
        <SubmitBar label="冻结名单并开展" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

function nameOf(kind: FestivalKind, dueOn: string): string {
  return `${dueOn.slice(0, 4)} 年${festivalKinds[kind].title}慰问`
}

/** Named by festival and year when nothing is typed. */
function NameField() {
  const [kind, dueOn] = useWatch({ name: ['kind', 'dueOn'] }) as [FestivalKind | '', string]
  const hint = kind && dueOn ? `不填就叫“${nameOf(kind, dueOn)}”` : undefined
  return <TextField name="name" label="名称" maxLength={60} hint={hint} />
}
