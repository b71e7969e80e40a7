import { formatDay } from '#src/kernel/day.ts'
import { tieKinds } from '#src/orgs/org.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { KeyValue } from '#src/web/kit/facts.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { useMay } from '#src/web/session.ts'
import { currentTie, tieOrder, type PartProps } from './person.ts'

/** The five ties that hold now, each with the day since when. */
export function TiesCard({ person, onWork }: PartProps) {
  const may = useMay()
  const changeable =
    person.leftOn === null && may('roster.write') && person.access.keeps.includes('B')
  return (
    <Section title="归属">
      <KeyValue
        facts={tieOrder.map((kind) => {
          const tie = currentTie(person, kind)
          return {
            label: tieKinds[kind],
            value:
              !tie && !changeable ? (
                ''
              ) : (
                <>
                  {tie?.name ?? <span className="muted">未登记</span>}
                  {changeable && (
                    <Button
                      small
                      look="link"
                      aria-label={`调整${tieKinds[kind]}`}
                      onClick={() => onWork({ kind: 'tie', tie: kind })}
                    >
                      调整
                    </Button>
                  )}
                  {tie && <p className="muted">{formatDay(tie.validFrom)}起</p>}
                </>
              ),
          }
        })}
      />
    </Section>
  )
}
