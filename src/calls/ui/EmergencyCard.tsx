import { labelOf } from '#src/roster/codes.ts'
import { fieldOf, showValue, type FieldKey } from '#src/roster/fields.ts'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { useCall } from '#src/web/useCall.ts'

const place: readonly FieldKey[] = ['residenceAddress', 'mobile', 'landline', 'livingArrangement']
const alert: readonly FieldKey[] = [
  'allergies',
  'chronicDiseases',
  'healthStatus',
  'selfCareLevel',
  'familyDoctor',
  'designatedHospital',
]

/** Address, contacts and the medical alert, while the call is open; the person sees that they were opened. */
export function EmergencyCard({ id }: { readonly id: number }) {
  const card = useCall('calls.card', { id })
  return (
    <Loaded of={card}>
      {({ values, derived, contacts }) => {
        const factOf = (key: FieldKey) => ({
          label: fieldOf(key).title,
          value: showValue(key, values[key]) || '未登记',
        })
        return (
          <div className="stack call-card">
            <h3>
              {values.fullName}
              {derived.age !== null && `，${derived.age} 岁`}
            </h3>
            <KeyValue facts={place.map(factOf)} columns={2} />
            <div className="call-alert" role="group" aria-label="健康提示">
              <KeyValue facts={alert.map(factOf)} columns={2} />
            </div>
            <ul className="call-contacts">
              {contacts.map(({ id: contactId, name, relation, phone, isEmergency }) => (
                <li key={contactId}>
                  {labelOf('relation', relation)} {name}
                  {isEmergency && '（紧急联系人）'} {phone && <a href={`tel:${phone}`}>{phone}</a>}
                </li>
              ))}
            </ul>
            <p className="muted">本次查看已留痕，本人可以看到。</p>
          </div>
        )
      }}
    </Loaded>
  )
}
