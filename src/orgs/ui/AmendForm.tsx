import { AmendOrg, type natures } from '#src/orgs/org.ts'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { DetailFields } from './detailFields.tsx'
import type { ActProps } from './OrgDialog.tsx'

/** The particulars other than name and place in the tree. */
export function AmendForm({ org, onClose }: ActProps) {
  const amend = useCommand('orgs.amend', ['orgs.', 'governance.'])
  return (
    <Form
      schema={AmendOrg}
      blank={null}
      defaults={{
        id: org.id,
        version: org.version,
        shortName: org.shortName ?? '',
        nature: (org.nature ?? '') as keyof typeof natures,
        inCharge: org.inCharge ?? '',
        liaison: org.liaison ?? '',
        fullTimeStaff: org.fullTimeStaff ?? '',
        partTimeStaff: org.partTimeStaff ?? '',
        leadingGroup: org.leadingGroup ?? '',
        phone: org.phone ?? '',
        regionCode: org.regionCode ?? '',
        address: org.address ?? '',
      }}
      onSubmit={async (values) => {
        await amend.mutateAsync(values)
        toast('已保存')
        onClose()
      }}
    >
      <Fields columns={2}>
        <DetailFields />
        <SubmitBar label="保存" onCancel={onClose} />
      </Fields>
    </Form>
  )
}
