import { useFieldArray } from 'react-hook-form'
import { codeSets } from '#src/roster/codes.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { optionsOf } from '#src/web/kit/choiceFields.tsx'
import { MoneyText, NumberText } from '#src/web/kit/numberFields.tsx'
import { Select } from '#src/web/kit/Select.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

export const blankStandard = {
  title: '',
  category: '' as const,
  minAge: null,
  amountFen: null as unknown as number,
  gift: '',
}

const categories = optionsOf(codeSets.retirementCategory)

/** What each is given: rows in order, the first that fits a person is theirs. */
export function StandardsField() {
  const { fields: rows, append, remove } = useFieldArray({ name: 'standards' })
  return (
    <fieldset className="field rows-field" data-span="all">
      <legend className="field-label">慰问标准</legend>
      <p className="muted">从上往下，先合适的为准；每个人都要有一项。</p>
      {rows.map((row, index) => (
        <div key={row.id} className="rows-row">
          <TextField name={`standards.${index}.title`} label="标准名称" required maxLength={40} />
          <Select
            name={`standards.${index}.category`}
            label="类别"
            placeholder="不限"
            options={categories}
          />
          <NumberText name={`standards.${index}.minAge`} label="满多少岁" unit="岁" />
          <MoneyText name={`standards.${index}.amountFen`} label="每人金额" required />
          <TextField name={`standards.${index}.gift`} label="慰问品" maxLength={60} />
          <Button
            small
            look="link"
            aria-label={`删除第 ${index + 1} 项标准`}
            onClick={() => remove(index)}
          >
            删除
          </Button>
        </div>
      ))}
      <Button small icon="plus" onClick={() => append(blankStandard)}>
        添加一项标准
      </Button>
    </fieldset>
  )
}
