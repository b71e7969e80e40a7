import { Link } from 'react-router'
import { Section } from '#src/web/kit/page.tsx'
import { useMay } from '#src/web/session.ts'
import { useCall } from '#src/web/useCall.ts'

/** On the first page: how many are in hospital now, and what is still to be done for them. */
export function InHospitalSection() {
  const counts = useCall('health.inHospital', {}, { enabled: useMay()('health.read') })
  if (!counts.data?.count) return null
  const { count, overdue, toArrange } = counts.data
  const lines = [
    ['住院中', count, '/health'],
    ['看望逾期', overdue, '/duties?view=overdue&rule=illnessVisit'],
    ['接送陪护待安排', toArrange, '/health'],
  ] as const
  return (
    <Section title="住院">
      <ul className="count-list">
        {lines
          .filter(([, people]) => people > 0)
          .map(([label, people, to]) => (
            <li key={label}>
              <span>{label}</span>
              <Link to={to}>{people} 人</Link>
            </li>
          ))}
      </ul>
    </Section>
  )
}
