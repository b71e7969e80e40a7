import type { CaseStep } from '#src/cases/case.ts'
import { Button } from '#src/web/kit/Button.tsx'
import { MenuButton } from '#src/web/kit/MenuButton.tsx'
import { toast } from '#src/web/kit/Toast.tsx'
import { sentenceOf } from '#src/web/api.ts'
import { useMay } from '#src/web/session.ts'
import { useCommand } from '#src/web/useCall.ts'
import type { Act } from './StepDialog.tsx'
import type { Shown } from './TicketPage.tsx'
import { staleAfterStep } from './words.tsx'

interface ActionsProps {
  readonly ticket: Shown
  readonly onAct: (act: Act) => void
}

/** What may be done with the matter now: the likely next thing first, the rest in a menu. */
export function Actions({ ticket, onAct }: ActionsProps) {
  const may = useMay()
  const accept = useCommand('tickets.accept', staleAfterStep)
  const claim = useCommand('tickets.claim', staleAfterStep)
  const takeOver = useCommand('tickets.takeOffer', staleAfterStep)
  const withdraw = useCommand('tickets.withdrawOffer', staleAfterStep)
  const close = useCommand('tickets.close', staleAfterStep)
  if (!may('tickets.handle')) return null
  const { id } = ticket
  const busy = [accept, claim, takeOver, withdraw, close].some(({ isPending }) => isPending)

  function press(command: typeof accept, words: string) {
    command
      .mutateAsync({ id })
      .then(() => toast(words))
      .catch((error: unknown) => toast(sentenceOf(error), 'err'))
  }
  const can = (step: CaseStep) => (ticket.may as readonly CaseStep[]).includes(step)
  const begun = ticket.state !== 'registered'
  const rest = [
    !begun &&
      can('claimed') && {
        id: 'claim',
        title: '由我办理',
        onPress: () => press(claim, '已由您办理'),
      },
    can('assigned') && { id: 'assign', title: '交办', onPress: () => onAct('assign') },
    can('offered') && { id: 'offer', title: '转办', onPress: () => onAct('offer') },
    can('withdrawn') && {
      id: 'withdraw',
      title: '收回转办',
      onPress: () => press(withdraw, '已收回，仍由本单位办理'),
    },
    can('extended') && { id: 'extend', title: '延期', onPress: () => onAct('extend') },
    can('reopened') && { id: 'reopen', title: '重新办理', onPress: () => onAct('reopen') },
  ].filter((each) => each !== false)
  return (
    <>
      <MenuButton label="更多办理" entries={rest} />
      {ticket.mayAnswerOffer && <Button onClick={() => onAct('returnOffer')}>退回</Button>}
      {ticket.mayAnswerOffer && (
        <Button look="primary" busy={busy} onClick={() => press(takeOver, '已接收，由本单位办理')}>
          接收
        </Button>
      )}
      {can('accepted') && (
        <Button look="primary" busy={busy} onClick={() => press(accept, '已受理')}>
          受理
        </Button>
      )}
      {!ticket.mayAnswerOffer && (can('handled') || can('accepted')) && (
        <Button onClick={() => onAct('handle')}>登记办理</Button>
      )}
      {can('answered') && (
        <Button look="primary" onClick={() => onAct('answer')}>
          答复
        </Button>
      )}
      {can('followedUp') && <Button onClick={() => onAct('followUp')}>回访</Button>}
      {can('closed') && (
        <Button look="primary" busy={busy} onClick={() => press(close, '已办结')}>
          办结
        </Button>
      )}
    </>
  )
}
