import * as z from 'zod'
import type { HandCard } from '#src/documents/handCards.ts'

/** What became of a card since it was printed. */
export const cardStates = {
  printed: '已打印',
  given: '已发放',
  lost: '已遗失',
  withdrawn: '已收回',
} as const
export type CardState = keyof typeof cardStates

const Who = (what: string) =>
  z.string(`请填写${what}`).trim().min(1, `请填写${what}`).max(60, `${what}最多 60 个字`)

export const GiveCard = z.strictObject({
  id: z.int('请选择联系卡'),
  happenedOn: z.iso.date('请填写发放日期'),
  byWhom: Who('发放人'),
  toWhom: Who('领卡人'),
})

export const EndCard = z.strictObject({
  id: z.int('请选择联系卡'),
  kind: z.enum(['lost', 'withdrawn'], '请选择遗失或收回'),
  happenedOn: z.iso.date('请填写日期'),
  byWhom: Who('登记人'),
})

export interface CardRow {
  readonly id: number
  readonly number: string
  readonly retireeId: number
  readonly fullName: string
  readonly group: string | null
  readonly printedOn: string
  /** Not the first card of this person. */
  readonly again: boolean
  readonly state: CardState
  readonly givenOn: string | null
  readonly givenBy: string | null
  readonly givenTo: string | null
  readonly endedOn: string | null
}

/** What is known for one card (requirements C08-03). */
export interface CardFacts {
  readonly number: string
  readonly name: string
  readonly group: string | null
  readonly members: readonly {
    readonly name: string
    readonly phone: string | null
    readonly isLeader: boolean
  }[]
  /** Unit and community, where nobody is in a group yet. */
  readonly others: readonly { readonly words: string; readonly phone: string }[]
  readonly dutyPhone: string | null
  readonly hospital: string
  /** The person's page with the one key to call help. */
  readonly address: string | undefined
  readonly foot: string
}

const mostMembers = 3

/** A contact card: who looks after the person, duty desk, hospital, 120, and a code to call help. */
export function contactCard(facts: CardFacts): HandCard {
  const { number, name, group, members, others, dutyPhone, hospital, address, foot } = facts
  const called = members
    .filter(({ phone }) => phone)
    .slice(0, mostMembers)
    .map((member) => ({
      words: `${member.isLeader ? '组长' : '成员'} ${member.name}`,
      phone: member.phone ?? '',
    }))
  return {
    title: '联系卡',
    number: `编号 ${number}`,
    name: `${name} 同志`,
    subtitle: group ?? '有事请打下面的电话',
    lines: [
      ...(called.length > 0 ? called : others),
      ...(dutyPhone ? [{ words: '值班电话', phone: dutyPhone }] : []),
      { words: '急救电话', phone: '120' },
    ],
    notes: hospital ? [`定点医院　${hospital}`] : [],
    ...(address && { scan: { address, words: '扫一扫，打开一键呼叫，工作人员马上知道' } }),
    foot,
  }
}
