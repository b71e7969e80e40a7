import { Link } from 'react-router'
import { requestChannels, type Channel } from '#src/roster/request.ts'
import { ButtonLink } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Loaded } from '#src/web/kit/states.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useCall } from '#src/web/useCall.ts'

const atFirst = 5

/** Corrections that wait for someone to check them. */
export function RequestsSection() {
  const pending = useCall('roster.requests', { status: 'pending', limit: 200 })
  const count = pending.data?.length
  return (
    <Section
      title="待核实的更正"
      note={count ? `${count} 件` : undefined}
      actions={
        count ? (
          <ButtonLink look="link" small to="/roster/requests">
            去核实
          </ButtonLink>
        ) : undefined
      }
    >
      <Loaded of={pending} lines={3}>
        {(requests) =>
          requests.length === 0 ? (
            <p className="muted">没有待核实的更正申请。</p>
          ) : (
            <ul className="count-list">
              {requests.slice(0, atFirst).map(({ id, retireeId, fullName, reason, channel }) => (
                <li key={id}>
                  <span>
                    <Link to={`/roster/${retireeId}`}>{fullName}</Link>
                    <small className="muted"> {reason}</small>
                  </span>
                  <Tag tone="info">{requestChannels[channel as Channel]}</Tag>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
