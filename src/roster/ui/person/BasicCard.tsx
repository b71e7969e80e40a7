import { formatDay } from '#src/kernel/day.ts'
import { showValue } from '#src/roster/fields.ts'
import { KeyValue, type Fact } from '#src/web/kit/facts.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { useMay } from '#src/web/session.ts'
import { factOf } from './FieldValue.tsx'
import type { PartProps, Person } from './person.ts'

/** What one needs to know before one calls or visits. */
export function BasicCard({ person, onWork }: PartProps) {
  const may = useMay()
  const alive = person.leftOn === null
  return (
    <Section
      title="基本情况"
      actions={
        alive &&
        may('roster.write') &&
        person.writable.length > 0 && (
          <Button small look="link" onClick={() => onWork({ kind: 'amend' })}>
            修改
          </Button>
        )
      }
    >
      <KeyValue facts={factsOf(person)} />
    </Section>
  )
}

function factsOf(person: Person): readonly Fact[] {
  const { derived, values, verifiedOn } = person
  const lunar = derived.lunarBirth ? `（农历${derived.lunarBirth}）` : ''
  const born = values.birthArchive ?? derived.birthId
  return [
    { label: '出生', value: born && `${formatDay(born)}${lunar}` },
    ...(values.birthCelebrated ? [factOf(person, 'birthCelebrated', '过生日')] : []),
    factOf(person, 'idNumber', '证件号码'),
    factOf(person, 'mobile', '手机'),
    ...(values.landline ? [factOf(person, 'landline', '固定电话')] : []),
    factOf(person, 'residenceAddress', '现住址'),
    factOf(person, 'livingArrangement', '居住状况'),
    factOf(person, 'healthStatus', '健康'),
    factOf(person, 'selfCareLevel', '自理能力'),
    factOf(person, 'lastUnitAndPost', '原单位职务'),
    factOf(person, 'retiredOn', '离退休'),
    factOf(person, 'currentTreatment', '现享受待遇'),
    {
      label: '政治面貌',
      value: [
        showValue('politicalStatus', values.politicalStatus),
        derived.partyAge === null ? '' : `党龄 ${derived.partyAge} 年`,
      ]
        .filter(Boolean)
        .join('，'),
    },
    { label: '最近核实', value: verifiedOn ? formatDay(verifiedOn) : '从未核实' },
  ]
}
