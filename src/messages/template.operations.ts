import * as z from 'zod'
import { addYears } from '#src/kernel/day.ts'
import { command, query, type Context } from '#src/kernel/operation.ts'
import { demandAll, Refusal } from '#src/kernel/refusal.ts'
import { SetTemplate } from './state.ts'
import { templateCodes, templateRule, type Channel, type TemplateCode } from './template.ts'
import { inNames, inWords, refusalOfText, segmentsOf } from './text.ts'
import { wordsInForce } from './words.ts'

/** The words of one template for one channel today. */
export interface TemplateOnList {
  readonly code: TemplateCode
  readonly title: string
  readonly channel: Channel
  readonly text: string
  /** True where the bureau has set its own. */
  readonly own: boolean
  readonly holders: Readonly<Record<string, string>>
  /** Text messages that one will cost at least. */
  readonly segments: number
}

export const templateWords = {
  'messages.templates': query({
    title: '查看消息模板',
    permission: 'messages.read',
    input: z.strictObject({}),
    async run(context): Promise<TemplateOnList[]> {
      const found: TemplateOnList[] = []
      for (const code of templateCodes) {
        const words = await wordsInForce(context, code, context.actor.orgId)
        const { title, holders, texts } = templateRule(code)
        for (const channel of Object.keys(texts) as Channel[]) {
          const { id, text } = words[channel]
          const shown = inWords(code, text)
          const segments = channel === 'sms' ? segmentsOf(text) : 1
          found.push({ code, title, channel, text: shown, own: id !== null, holders, segments })
        }
      }
      return found
    },
  }),

  'messages.setTemplate': command({
    title: '修改消息模板',
    permission: 'messages.manage',
    input: SetTemplate,
    async run(context, { code, channel, text: typed, validFrom }): Promise<{ id: number }> {
      const text = inNames(code, typed)
      demandAll([
        refusalOfChannel(code, channel),
        refusalOfText(code, channel, text),
        refusalOfDay(validFrom, context.today),
      ])
      const id = await insert(context, { code, channel, text, validFrom })
      const detail = { code, channel, validFrom }
      context.record({ name: 'template.set', subject: 'template', subjectId: id, detail })
      return { id }
    },
  }),
}

type Version = z.output<typeof SetTemplate>

async function insert(context: Context, version: Version): Promise<number> {
  const { db, actor, now } = context
  const { orgId, accountId } = actor
  const added = await db
    .insertInto('messageTemplate')
    .values({ ...version, orgId, accountId, at: now })
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return added.id
  const message = `自 ${version.validFrom} 起已有一版，请换一个起用日期`
  throw new Refusal('conflict', 'messages.sameDay', message, 'validFrom')
}

function refusalOfChannel(code: TemplateCode, channel: Channel): Refusal | undefined {
  if (Object.hasOwn(templateRule(code).texts, channel)) return undefined
  return new Refusal('invalid', 'messages.noChannel', '这个模板不走这个渠道', 'channel')
}

function refusalOfDay(validFrom: string, today: string): Refusal | undefined {
  const say = (code: string, message: string) =>
    new Refusal('invalid', `messages.${code}`, message, 'validFrom')
  if (validFrom < today) return say('past', '起用日期不能早于今天')
  return validFrom > addYears(today, 1) ? say('tooFar', '起用日期在一年以后，请核对') : undefined
}
