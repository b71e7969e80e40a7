import { natures } from '#src/orgs/org.ts'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

/** The particulars of an organisation, as fields of a form. */
export function DetailFields() {
  return (
    <>
      <TextField name="shortName" label="简称" />
      <Select name="nature" label="性质" options={optionsOf(natures)} />
      <TextField name="inCharge" label="负责人" hint="姓名和职务" />
      <TextField name="liaison" label="老干部工作联络员" />
      <TextField name="fullTimeStaff" label="专职人员" hint="姓名，多人用顿号隔开" />
      <TextField name="partTimeStaff" label="兼职人员" hint="姓名，多人用顿号隔开" />
      <TextField name="leadingGroup" label="领导小组" hint="组长和成立文号" />
      <TextField name="phone" label="电话" inputMode="tel" />
      <TextField name="regionCode" label="区划代码" inputMode="numeric" hint="6、9 或 12 位数字" />
      <TextField name="address" label="地址" span="all" />
    </>
  )
}

export const noDetails = {
  shortName: '',
  nature: '' as never,
  inCharge: '',
  liaison: '',
  fullTimeStaff: '',
  partTimeStaff: '',
  leadingGroup: '',
  phone: '',
  regionCode: '',
  address: '',
}
