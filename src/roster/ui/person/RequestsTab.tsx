import { requestChannels, type Channel } from '#src/roster/request.ts'
import { Button, ButtonLink } from '#src/web/kit/Button.tsx'
import { Timeline } from '#src/web/kit/facts.tsx'
import { Empty } from '#src/web/kit/states.tsx'
import { useMay } from '#src/web/session.ts'
import { clockTime } from '#src/web/kit/moment.ts'
import { proposedLines } from '../proposed.ts'
import type { PartProps } from './person.ts'

/** Wishes for correction that wait for a decision. */
export function RequestsTab({ person, onWork }: PartProps) {
  const may = useMay()
  return (
    <div className="stack">
      <div className="actions">
        {may('roster.request') && person.leftOn === null && (
          <Button onClick={() => onWork({ kind: 'request' })}>提出更正</Button>
        )}
        {may('roster.decide') && person.requests.length > 0 && (
          <ButtonLink to="/roster/requests">去核实</ButtonLink>
        )}
      </div>
      {person.requests.length === 0 ? (
        <Empty title="没有待核实的更正申请" />
      ) : (
        <Timeline
          items={person.requests.map((request) => ({
            id: request.id,
            on: clockTime(request.requestedAt),
            title: `${request.requestedBy}（${requestChannels[request.channel as Channel]}）`,
            tone: 'warn',
            children: (
              <>
                {proposedLines(request.proposed).map((line) => (
                  <p key={line}>{line}</p>
                ))}
                <p className="muted">{request.reason}</p>
              </>
            ),
          }))}
        />
      )}
    </div>
  )
}
