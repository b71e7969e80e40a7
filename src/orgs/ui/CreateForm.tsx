import { CreateOrg, orgKinds } from '#src/orgs/org.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { DateText } from '#src/web/kit/DateText.tsx'
import { Form } from '#src/web/kit/Form.tsx'
import { Fields, SubmitBar } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { useCommand } from '#src/web/useCall.ts'
import { DetailFields, noDetails } from './detailFields.tsx'
import type { ActProps } from './OrgDialog.tsx'

/** A new organisation below the one shown. */
export function CreateForm({ org, onClose, onSelect }: ActProps) {
  const create = useCommand('orgs.create', ['orgs.'])
  return (
    <Form
      schema={CreateOrg}
      defaults={{
        parentId: org.id,
        kind: '' as never,
        name: '',
        establishedOn: '',
        documentNo: '',
        ...noDetails,
      }}
      onSubmit={async (values) => {
        const { id } = await create.mutateAsync(values)
        toast(`已新增${values.name}`)
        onClose()
        onSelect(id)
      }}
    >
      <Fields columns={2}>
        <TextField name="name" label="名称" required hint="写全称，与文件一致" />
        <Select name="kind" label="类型" required options={optionsOf(orgKinds)} />
        <DateText name="establishedOn" label="成立日期" wholeDay />
        <TextField name="documentNo" label="设立文号" />
        <DetailFields />
        <SubmitBar label="新增" onCancel={onClose} />
      </Fields>
    </Form>
  )
}
