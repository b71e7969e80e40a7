import { useContext } from 'react'
import { labelOf } from '#src/roster/codes.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { Section } from '#src/web/kit/page.tsx'
import { Tag } from '#src/web/kit/Tag.tsx'
import { useMay } from '#src/web/session.ts'
import { RevealContext } from './FieldValue.tsx'
import type { Contact, PartProps } from './person.ts'

/** Family and whom to call; after a death those who survive. */
export function FamilyCard({ person, onWork }: PartProps) {
  const may = useMay()
  const changeable =
    person.leftOn === null && may('roster.write') && person.access.keeps.includes('C')
  return (
    <Section
      title="家属与联系人"
      actions={
        changeable && (
          <Button small look="link" onClick={() => onWork({ kind: 'contact' })}>
            添加
          </Button>
        )
      }
    >
      {person.contacts.length === 0 && <p className="muted">还没有登记家属或紧急联系人</p>}
      <ul className="plain-list">
        {person.contacts.map((contact) => (
          <ContactLine
            key={contact.id}
            contact={contact}
            onWork={changeable ? onWork : undefined}
          />
        ))}
      </ul>
    </Section>
  )
}

/** A number in part cannot be dialled; it is asked for like one's own. */
function ClosedPhone({ phone }: { readonly phone: string }) {
  const ask = useContext(RevealContext)
  return (
    <span className="masked">
      <span>{phone}</span>{' '}
      {ask && (
        <Button small look="link" aria-label="申请查看联系人电话" onClick={ask}>
          申请查看
        </Button>
      )}
    </span>
  )
}

interface ContactLineProps {
  readonly contact: Contact
  readonly onWork: PartProps['onWork'] | undefined
}

function ContactLine({ contact, onWork }: ContactLineProps) {
  const { name, relation, phone, address, isEmergency, survivorSince } = contact
  return (
    <li>
      <b>{name}</b>
      <span>{labelOf('relation', relation)}</span>
      {isEmergency && <Tag tone="info">紧急联系人</Tag>}
      {survivorSince && <Tag>遗属</Tag>}
      {phone &&
        (phone.includes('*') ? (
          <ClosedPhone phone={phone} />
        ) : (
          <a href={`tel:${phone}`}>{phone}</a>
        ))}
      {address && <span className="muted">{address}</span>}
      {onWork && (
        <span>
          <Button
            small
            look="link"
            aria-label={`修改联系人${name}`}
            onClick={() => onWork({ kind: 'contact', contact })}
          >
            修改
          </Button>
          <Button
            small
            look="link"
            aria-label={`移除联系人${name}`}
            onClick={() => onWork({ kind: 'removeContact', contact })}
          >
            移除
          </Button>
        </span>
      )}
    </li>
  )
}
