import { useWatch } from 'react-hook-form'
import { formatDay } from '#src/kernel/day.ts'
import {
  birthOfCitizenId,
  citizenIdProblem,
  citizenIdSentences,
  hasKnownRegion,
  sexOfCitizenId,
} from '#src/roster/citizenId.ts'
import { IdCardField, type IdCheck } from '#src/web/kit/IdCardField.tsx'
import { TextField } from '#src/web/kit/textFields.tsx'

interface NumberFieldProps {
  readonly name: string
  readonly label: string
}

/** The number of the document: checked as an identity number unless it is of another kind. */
export function NumberField({ name, label }: NumberFieldProps) {
  const idType: unknown = useWatch({ name: name.replace(/idNumber$/, 'idType') })
  if (idType && idType !== 'citizenId')
    return <TextField name={name} label={label} maxLength={40} />
  return <IdCardField name={name} label={label} check={checkNumber} />
}

function checkNumber(number: string): IdCheck {
  const problem = citizenIdProblem(number)
  if (problem) return { problem: citizenIdSentences[problem] }
  const born = formatDay(birthOfCitizenId(number) ?? '')
  const sex = sexOfCitizenId(number) === '1' ? '男' : '女'
  const place = hasKnownRegion(number) ? '' : '；前两位不是省级代码，请核对'
  return { note: `${sex}，${born}生${place}` }
}
