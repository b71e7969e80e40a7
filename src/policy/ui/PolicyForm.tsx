import * as z from 'zod'
import type { OrgKind } from '#src/orgs/org.ts'
import { OrgPick, pickedOrg } from '#src/orgs/ui/OrgPick.tsx'
import { policyValues, SetPolicy, type PolicyCode } from '#src/policy/policy.ts'
import type { PolicyOnList } from '#src/policy/operations.ts'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { inForceOf } from './policyColumns.tsx'
import { agesInOneLine, ValueFields, valueOnForm } from './valueFields.tsx'

/** Where a parameter may be set: what lies above the bureaus that keep the records. */
export const jurisdictionKinds: readonly OrgKind[] = ['region', 'organizationDepartment', 'bureau']

interface PolicyFormProps {
  readonly policy: PolicyOnList
  readonly onClose: () => void
}

/** The next version of a parameter; what holds now is filled in to be changed. */
export function PolicyForm({ policy, onClose }: PolicyFormProps) {
  const set = useCommand('policy.set', ['policy.', 'duties.'])
  const current = inForceOf(policy) ?? policy.versions[0]
  return (
    <Form
      schema={shapeOf(policy.code)}
      defaults={{
        code: policy.code,
        orgId: null,
        title: '',
        documentNo: '',
        source: '',
        value: valueOnForm(current?.value ?? {}) as never,
        validFrom: '',
        validTo: '',
      }}
      onSubmit={async ({ orgId, ...values }) => {
        await set.mutateAsync({ ...values, ...(orgId === null ? {} : { orgId }) })
        toast('已保存，应办清单将按新规定推导')
        onClose()
      }}
    >
      <Fields columns={3}>
        <ValueFields code={policy.code} />
        <TextField name="title" label="文件名称" required span={2} />
        <TextField name="documentNo" label="文号" required placeholder="如 县老干〔2026〕8号" />
        <DateText name="validFrom" label="自何日执行" required wholeDay />
        <DateText name="validTo" label="至何日为止" wholeDay hint="没有写明就不填" />
        <OrgPick
          name="orgId"
          label="适用范围"
          placeholder="本级"
          kinds={jurisdictionKinds}
          hint="含下级；不选即为本级"
        />
        <TextField name="source" label="说明" span="all" placeholder="如条款、口径" />
        <SubmitBar label="保存" onCancel={onClose} />
      </Fields>
    </Form>
  )
}

/** The form's shape for a parameter: as the operation's, with ages written in one line. */
function shapeOf(code: PolicyCode) {
  const value =
    code === 'milestoneBirthday'
      ? policyValues.milestoneBirthday.extend({
          ages: agesInOneLine,
        })
      : policyValues[code]
  return z.strictObject({
    ...SetPolicy.shape,
    orgId: pickedOrg('请选择适用范围').nullable(),
    value: value as z.ZodType<Record<string, unknown>, Record<string, unknown>>,
  })
}
