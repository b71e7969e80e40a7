import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { typedWords } from '#src/visits/paperWords.ts'
import { call } from '#src/web/api.ts'
import { toast } from '#src/web/kit/Toast.tsx'
import { useSession } from '#src/web/session.ts'
import { isEditable, type Item } from '../outbox/item.ts'
import { itemOf, useOutbox } from '../outbox/outbox.ts'
import { emptyVisit } from './shape.ts'

/** With what a form begins: a draft of this device, or what the address says. */
export interface Start {
  readonly id: string
  readonly item: Item | undefined
  readonly values: Readonly<Record<string, unknown>>
  /** The code of the paper that is typed in. */
  readonly paper: string | undefined
}

/** The beginning of the form; its number goes into the address, so that reopening finds the draft again. */
export function useStart(): Start | undefined {
  const { ready } = useOutbox()
  const { today, name } = useSession()
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const [start, setStart] = useState<Start>()
  const wanted = params.get('item')
  useEffect(() => {
    if (!ready || (start && start.id === wanted)) return
    const held = wanted ? itemOf(wanted) : undefined
    const item = held && isEditable(held) ? held : undefined
    const id = item || (wanted && !held) ? (wanted as string) : crypto.randomUUID()
    const paper = params.get('paper') ?? (item?.values['paper'] as string | undefined)
    const begin = (values: object) =>
      setStart({
        id,
        item,
        paper,
        values: { ...emptyVisit, visitedOn: today, visitors: name, ...values },
      })
    if (item) begin(item.values)
    else void valuesFrom(params, location.state, today).then(begin, () => begin({}))
    if (id !== wanted) {
      params.set('item', id)
      setParams(params, { replace: true, state: location.state as unknown })
    }
  }, [ready, wanted, start, params, setParams, today, name, location.state])
  return start?.id === wanted ? start : undefined
}

async function valuesFrom(
  params: URLSearchParams,
  state: unknown,
  today: string,
): Promise<Record<string, unknown>> {
  const code = params.get('paper')
  if (code) return valuesOfPaper(code, today)
  const reasons = params.getAll('reason')
  const id = Number(params.get('retiree'))
  if (!id) return reasons.length > 0 ? { reasons } : {}
  const known = (state as { fullName?: string } | null)?.fullName
  const title = known ?? (await call('roster.get', { id })).values.fullName ?? ''
  return { who: { id, title }, reasons }
}

async function valuesOfPaper(code: string, today: string): Promise<Record<string, unknown>> {
  const paper = await call('visits.paper', { code })
  if (paper.visitId !== null) toast(typedWords(paper), 'err')
  const { retireeId, fullName, plannedOn, reasons } = paper
  return {
    who: { id: retireeId, title: fullName },
    reasons: [...reasons],
    paper: paper.visitId === null ? paper.code : '',
    ...(plannedOn && plannedOn <= today && { visitedOn: plannedOn }),
  }
}
