import type { Context, Download } from '#src/kernel/operation.ts'
import { formatDay } from '#src/kernel/day.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { reachableRetirees } from '#src/roster/reach.ts'
import { large } from './print.ts'
import { askChannels, type AskChannel } from './words.ts'

/** An answered question on A4 in large type, to be handed over or posted. */
export async function printedAnswer(context: Context, questionId: number): Promise<Download> {
  const question = await reachableRetirees(context)
    .innerJoin('transparencyQuestion as q', 'q.retireeId', 'retiree.id')
    .select(['retiree.fullName', 'q.question', 'q.askedOn', 'q.askedBy', 'q.channel', 'q.answer'])
    .where('q.id', '=', questionId)
    .executeTakeFirst()
  if (!question) throw new Refusal('missing', 'transparency.noSuchQuestion', '没有这条疑问')
  const { fullName, answer, askedOn, askedBy, channel } = question
  if (!answer)
    throw new Refusal('conflict', 'transparency.notAnswered', '这条疑问还没有答复，不能打印')
  return large(context, `查看疑问答复-${fullName}`, {
    title: '查看疑问答复',
    subtitleLines: [`${fullName}　截至 ${context.today}`],
    columns: [
      { title: '事项', width: '36mm' },
      { title: '内容', width: '1fr' },
    ],
    rows: [
      ['提出', `${askedBy}，${askChannels[channel as AskChannel]}，${formatDay(askedOn)}`],
      ['疑问', question.question],
      ['答复', answer],
    ],
    footerLines: ['对答复仍有疑问，可以再次提出，也可以向上级老干部部门反映。'],
  })
}
