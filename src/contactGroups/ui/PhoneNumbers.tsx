import { Link } from 'react-router'
import { Notice } from '#src/web/kit/bars.tsx'
import { Button } from '#src/web/kit/Button.tsx'
import { Skeleton } from '#src/web/kit/states.tsx'
import { useCall, useCommand } from '#src/web/useCall.ts'

interface PhoneNumbersProps {
  readonly id: number
  readonly name: string
}

/** The numbers to dial: in part at first, whole for the purpose 结对联系, which leaves a trace. */
export function PhoneNumbers({ id, name }: PhoneNumbersProps) {
  const person = useCall('roster.get', { id })
  const reveal = useCommand('roster.reveal', ['roster.get'])
  if (person.isPending) return <Skeleton lines={1} />
  if (!person.data) return <Notice tone="warn">{person.error?.message ?? '电话没有读出来'}</Notice>
  const { values, masked, hidden, access } = person.data
  if (hidden.includes('mobile')) return null
  const numbers = [values.mobile, values.landline].filter(Boolean).map(String)
  if (numbers.length === 0)
    return (
      <Notice tone="warn">
        没有登记电话，<Link to={`/roster/${id}`}>打开{name}的档案</Link>
      </Notice>
    )
  if (!masked.includes('mobile') && !masked.includes('landline'))
    return (
      <Notice tone="ok">
        {numbers.map((number) => (
          <p key={number}>
            <a href={`tel:${number}`}>
              拨打 <strong>{number}</strong>
            </a>
          </p>
        ))}
      </Notice>
    )
  const may = access.purposes.some(({ code, needsCase }) => code === 'contact' && !needsCase)
  return (
    <Notice
      tone="info"
      actions={
        may && (
          <Button
            small
            icon="eye"
            busy={reveal.isPending}
            onClick={() => void reveal.mutateAsync({ id, purpose: 'contact' })}
          >
            显示号码
          </Button>
        )
      }
    >
      电话 {numbers.join('、')}
      {!may && (
        <>
          ，<Link to={`/roster/${id}`}>在档案里申请查看</Link>
        </>
      )}
    </Notice>
  )
}
