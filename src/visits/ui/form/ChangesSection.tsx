import { optionsOf as optionsIn } from '#src/roster/codes.ts'
import { FormSection } from '#src/web/kit/formParts.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

const codes = (set: 'healthStatus' | 'selfCareLevel') =>
  optionsIn(set).map(({ code, label }) => ({ value: code, label }))

/** What of the record has changed; whoever may not write it asks for it by the same act. */
export function ChangesSection() {
  return (
    <FormSection
      title="信息变化"
      note="只填变了的；有权修改的直接改好，其余自动提出更正"
      columns={3}
    >
      <TextField name="changes.mobile" label="新手机号" inputMode="tel" />
      <TextField name="changes.landline" label="新固定电话" inputMode="tel" />
      <TextField name="changes.residenceAddress" label="新住址" maxLength={120} />
      <Select
        name="changes.healthStatus"
        label="现在健康状况"
        placeholder="没有变化"
        options={codes('healthStatus')}
      />
      <Select
        name="changes.selfCareLevel"
        label="现在自理能力"
        placeholder="没有变化"
        options={codes('selfCareLevel')}
      />
    </FormSection>
  )
}
