import { OpenCheckUp } from '#src/health/checkUp.ts'
import { codeSets } from '#src/roster/codes.ts'
import { CheckRow, optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Dialog } from '#src/web/kit/Dialog.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'

/** Opens a check-up: whom it is for is fixed from then on. */
export function OpenCheckUpDialog({ onClose }: { readonly onClose: () => void }) {
  const { today } = useSession()
  const open = useCommand('health.openCheckUp', ['health.'])
  return (
    <Dialog title="开展健康体检" open onClose={onClose}>
      <Form
        schema={OpenCheckUp}
        defaults={
          {
            name: '',
            hospital: '',
            fromOn: today,
            toOn: '',
            categories: [],
            fromAge: null,
          } as never
        }
        onSubmit={async (asked) => {
          const { people } = await open.mutateAsync(asked)
          toast(`已开展体检，名单 ${people} 人`)
          onClose()
        }}
      >
        <Fields columns={2}>
          <TextField name="name" label="名称" required span="all" maxLength={60} />
          <TextField name="hospital" label="体检医院" required span="all" maxLength={80} />
          <DateText name="fromOn" label="开始日期" wholeDay required />
          <DateText name="toOn" label="结束日期" wholeDay required />
          <CheckRow
            name="categories"
            label="人员类别"
            span="all"
            options={optionsOf(codeSets.retirementCategory)}
          />
          <NumberText name="fromAge" label="年满" unit="周岁" />
        </Fields>
        <p className="muted">都不选即范围内全部在册老同志。</p>
        <SubmitBar label="开展" onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
