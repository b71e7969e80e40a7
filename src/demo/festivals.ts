import { addDays } from '#src/kernel/day.ts'
import { execute, type Kernel } from '#src/kernel/execute.ts'
import { actorOf } from './actor.ts'

/** A round of greetings under way: two routes, one of them nearly done. Through the door, as a clerk does it. */
export async function holdFestival(kernel: Kernel): Promise<void> {
  const clerk = await actorOf(kernel, 'fuwu')
  const today = kernel.clock.today()
  const unit = await orgNamed(kernel, '县教育局')
  const begun = addDays(today, -12)
  const { id } = (await execute(kernel, clerk, 'festivals.open', {
    kind: 'localDay',
    name: `${today.slice(0, 4)} 年敬老慰问（县教育局）`,
    orgId: unit,
    cutOffOn: addDays(today, -20),
    fromOn: begun,
    dueOn: addDays(today, 20),
    budgetFen: 15_000_000,
    documentNo: `示老干〔${today.slice(0, 4)}〕21号`,
    standards: [
      { title: '离休干部', category: 'lixiu', amountFen: 100_000, gift: '慰问品一份' },
      { title: '90 岁以上', minAge: 90, amountFen: 60_000, gift: '慰问品一份' },
      { title: '退休干部', amountFen: 30_000 },
    ],
  })) as { id: number }
  const people = await peopleIn(kernel, id)
  const half = Math.ceil(people.length / 2)
  for (const [name, leader, ids] of [
    ['城东线', '秦望山', people.slice(0, half)],
    ['城西线', '周文竹', people.slice(half, half + 40)],
  ] as const) {
    const chosen = { by: 'people', retireeIds: ids.slice(0, 200) }
    const route = { id, name, leader, goingOn: addDays(today, 2), people: chosen }
    if (ids.length > 0) await execute(kernel, clerk, 'festivals.addRoute', route)
  }
  await execute(kernel, clerk, 'festivals.record', {
    id,
    retireeIds: people.slice(0, Math.min(30, half)),
    result: 'delivered',
    happenedOn: addDays(today, -3),
    visitors: '秦望山、林晓月',
  })
}

async function peopleIn({ db }: Kernel, festivalId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('festivalPerson')
    .innerJoin('retiree', 'retiree.id', 'festivalPerson.retireeId')
    .select('retireeId')
    .where('festivalId', '=', festivalId)
    .where('retiree.diedOn', 'is', null)
    .orderBy('ordinal')
    .execute()
  return rows.map(({ retireeId }) => retireeId)
}

async function orgNamed({ db }: Kernel, name: string): Promise<number> {
  const org = db.selectFrom('org').select('id').where('name', '=', name)
  return (await org.executeTakeFirstOrThrow()).id
}
