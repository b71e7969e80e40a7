import { useWatch } from 'react-hook-form'
import { CheckField } from '#src/web/kit/choiceFields.tsx'
import { NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'

interface CelebratedFieldProps {
  readonly name: string
  readonly label: string
}

const calendars = [
  { value: 'solar', label: '公历' },
  { value: 'lunar', label: '农历' },
]

/** The day on which the person wishes to be congratulated, by either calendar. */
export function CelebratedField({ name, label }: CelebratedFieldProps) {
  const calendar: unknown = useWatch({ name: `${name}.calendar` })
  return (
    <>
      <Select
        name={`${name}.calendar`}
        label={label}
        placeholder="按出生日期"
        options={calendars}
      />
      {Boolean(calendar) && (
        <>
          <NumberText name={`${name}.month`} label="月份" unit="月" />
          <NumberText name={`${name}.day`} label="日子" unit="日" />
        </>
      )}
      {calendar === 'lunar' && <CheckField name={`${name}.leap`} label="闰月" />}
    </>
  )
}
