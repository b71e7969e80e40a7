import type { PoolClient } from 'pg'
import { addDays } from '#src/kernel/day.ts'
import type { Vault } from '#src/kernel/vault.ts'
import { sealedText } from '#src/kernel/vault/text.ts'
import { templateRule, type Channel, type TemplateCode } from '#src/messages/template.ts'
import { filled, segmentsOf } from '#src/messages/text.ts'
import type { MessageState } from '#src/messages/state.ts'
import { copyRows, type Row } from './copy.ts'

interface Told {
  readonly id: number
  readonly name: string
  readonly mobile: string
  readonly place: string | null
  readonly home: number
}

interface Demo {
  readonly today: string
  readonly vault: Vault
}

/** What was told by text and by letter in the invented county, and what waits in the inboxes. */
export async function loadMessages(client: PoolClient, demo: Demo): Promise<void> {
  const { rows: people } = await client.query<Told>(`
    select id::int as id, full_name as name, mobile, residence_address as place, home_id as home
    from retiree where left_on is null and mobile ~ '^1[3-9][0-9]{9}$'
      and residence_address is not null order by id limit 40`)
  const toPeople = people.map((person, index) => toPerson(person, index, demo))
  const toStaff = await inboxes(client, demo, toPeople.length)
  await copyRows(client, 'message', [...toPeople, ...toStaff])
  await client.query(
    `select setval(pg_get_serial_sequence('message', 'id'), (select max(id) from message))`,
  )
}

/** Mostly sent; a few failed, one was cancelled, letters wait to be printed. */
function stateOf(index: number, channel: Channel): MessageState {
  if (channel === 'letter') return index % 2 ? 'queued' : 'sent'
  if (index % 13 === 7) return 'failed'
  return index % 19 === 11 ? 'expired' : 'sent'
}

const failures: Partial<Record<MessageState, string>> = {
  failed: '短信平台不收：号码已停机',
  expired: '过了有效期，没有发出',
}

function toPerson(person: Told, index: number, { today, vault }: Demo): Row {
  const channel: Channel = index % 5 === 4 ? 'letter' : 'sms'
  const at = `${addDays(today, -1 - (index % 9))}T10:${10 + index}:00+08:00`
  const state = stateOf(index, channel)
  const values = { name: person.name, festival: '重阳节', org: '县委老干部局' }
  const address =
    channel === 'sms'
      ? { name: person.name, phone: person.mobile }
      : { name: person.name, place: person.place }
  return {
    ...row(vault, index + 1, { template: 'festivalGreeting', channel, values, at, state }),
    orgId: person.home,
    retireeId: person.id,
    accountId: null,
    address: sealed(vault, `message.address.${index + 1}`, JSON.stringify(address)),
    phoneDigest: null,
    aboutSubject: null,
    aboutId: null,
  }
}

interface Words {
  readonly template: TemplateCode
  readonly channel: Channel
  readonly values: Readonly<Record<string, string>>
  readonly at: string
  readonly state: MessageState
}

function row(vault: Vault, id: number, { template, channel, values, at, state }: Words): Row {
  const text = filled(templateRule(template).texts[channel] ?? '', values)
  const went = state === 'sent' || state === 'delivered'
  return {
    id,
    template,
    channel,
    body: sealed(vault, `message.body.${id}`, text),
    segments: channel === 'sms' ? segmentsOf(text) : 1,
    state,
    tries: channel === 'sms' ? 1 : 0,
    notBefore: at,
    queuedAt: at,
    sentAt: went ? at : null,
    deliveredAt: state === 'delivered' ? at : null,
    failure: failures[state] ?? null,
  }
}

const sealed = (vault: Vault, place: string, text: string) =>
  JSON.stringify(sealedText(vault, place, text))

interface Waiting {
  readonly account: number
  readonly org: number
  readonly ticket: number
  readonly number: string
  readonly title: string
  readonly due: string
  readonly owner: string
}

/** Whoever works at an owner of a matter was told of it; superiors of what is late. */
async function inboxes(client: PoolClient, { today, vault }: Demo, from: number): Promise<Row[]> {
  const { rows } = await client.query<Waiting>(
    `select post.account_id as account, t.owner_org_id as org, t.id::int as ticket, t.number,
      t.title, t.due_on::text as due, org.name as owner
    from ticket t join org on org.id = t.owner_org_id join retiree r on r.id = t.retiree_id
    join post on post.org_id = case when t.due_on < $1 then r.home_id else t.owner_org_id end
    where t.answered_on is null and post.role in ('bureauClerk', 'bureauDirector', 'unitLiaison')
    order by t.id, post.account_id limit 24`,
    [today],
  )
  return rows.map((found, index) => {
    const { account, org, ticket, number, title, due, owner } = found
    const late = due < today
    const id = from + index + 1
    const at = `${late ? today : addDays(today, -1)}T08:${10 + index}:00+08:00`
    const values = { number, title, dueOn: due, category: '需求', org: owner }
    return {
      ...row(vault, id, {
        template: late ? 'ticketOverdue' : 'ticketReceived',
        channel: 'inApp',
        values,
        at,
        state: 'delivered',
      }),
      orgId: org,
      retireeId: null,
      accountId: account,
      address: null,
      phoneDigest: null,
      aboutSubject: 'ticket',
      aboutId: ticket,
    }
  })
}
