import { addDays } from '#src/kernel/day.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { actorOf } from './actor.ts'

interface Story {
  readonly category: string
  readonly reason: string
  readonly appliedBy: string
  readonly urgent?: boolean
  /** How far it has come. */
  readonly until: 'applied' | 'inquired' | 'publicised' | 'approved'
}

const stories: readonly Story[] = [
  {
    category: 'illness',
    reason: '今年住院两次，自付部分较多',
    appliedBy: '长女',
    until: 'approved',
  },
  { category: 'care', reason: '失能卧床，雇护理员照料', appliedBy: '老伴', until: 'approved' },
  {
    category: 'disaster',
    reason: '住房漏雨坍了一角，急需修缮',
    appliedBy: '本人',
    urgent: true,
    until: 'approved',
  },
  { category: 'living', reason: '老伴无收入，负担重', appliedBy: '单位代办', until: 'publicised' },
  { category: 'emptyNest', reason: '独居，冬季取暖困难', appliedBy: '社区代办', until: 'inquired' },
  { category: 'illness', reason: '门诊长期用药自付较多', appliedBy: '本人', until: 'applied' },
]

/** Aid in need as it runs in an office: applications at every stage, a fund, and a list to pay. */
export async function giveAid(kernel: Kernel): Promise<void> {
  const [clerk, second, director] = [
    await actorOf(kernel, 'fuwu'),
    await actorOf(kernel, 'zonghe'),
    await actorOf(kernel, 'juzhang'),
  ]
  const today = kernel.clock.today()
  const people = await someone(kernel, stories.length)
  for (const [index, story] of stories.entries()) {
    const retireeId = people[index] as number
    const appliedOn = addDays(today, -30 + index)
    const { until, ...facts } = story
    const application = { retireeId, appliedOn, channel: 'phone', ...facts }
    const { id } = (await execute(kernel, clerk, 'hardship.apply', application)) as { id: number }
    if (until === 'applied') continue
    await execute(kernel, clerk, 'hardship.inquire', { id, note: '入户了解，情况属实' })
    if (until === 'inquired') continue
    await execute(kernel, second, 'hardship.review', {
      id,
      note: '同意帮扶',
      way: story.urgent ? 'once' : 'monthly',
      amountFen: story.urgent ? 300_000 : 60_000,
      fromMonth: today.slice(0, 7),
      toMonth: `${Number(today.slice(0, 4)) + 1}-12`,
    })
    const past = until === 'approved' ? 20 : 2
    const publicity = { id, fromOn: addDays(today, -past), place: '局机关公示栏' }
    if (!story.urgent) await execute(kernel, clerk, 'hardship.publicise', publicity)
    if (until === 'approved') await execute(kernel, director, 'hardship.approve', { id })
  }
  const fund = { year: Number(today.slice(0, 4)), title: '解困资金', amountFen: 50_000_000 }
  const made = (await execute(kernel, clerk, 'hardship.openFund', fund)) as { id: number }
  const month = { fundId: made.id, month: today.slice(0, 7) }
  await execute(kernel, clerk, 'hardship.makePayment', month)
}

async function someone({ db }: Kernel, count: number): Promise<number[]> {
  const rows = await db
    .selectFrom('retiree')
    .select('id')
    .where('leftOn', 'is', null)
    .where('isVip', '=', false)
    .where('birthFirst', '<', '1946-01-01')
    .orderBy('id')
    .limit(count)
    .execute()
  return rows.map(({ id }) => id)
}
