import type { PoolClient } from 'pg'

/**
 * What the visits of the demonstration county brought and promised: recorded by whoever went, gifts at
 * the festivals, leaders now and then, a next day for the latest. The same for the same people and day.
 */
export async function loadVisitParts(client: PoolClient, today: string): Promise<void> {
  await client.query(recorded)
  await client.query(gifts)
  await client.query(leaders)
  await client.query(nextDays, [today])
  await client.query(needs)
  await client.query(sources)
}

const recorded = `
  update visit set
    recorded_at = visited_on + time '17:30' at time zone 'Asia/Shanghai',
    account_id = case when visitors like '局领导%' then
      (select id from account where account = 'fuwu') end,
    org_id = coalesce(case
      when visitors like '单位%' then r.managing_unit_id
      when visitors like '社区%' then r.community_id
      when visitors like '党支部%' then r.branch_id
    end, r.home_id)
  from retiree r where r.id = visit.retiree_id and visit.org_id is null`

const gifts = `
  update visit set
    gift_kind = case when v.lot = 0 then 'money' else 'goods' end,
    gift_what = case when v.lot = 0 then null else '米、面、食用油' end,
    gift_fen = case when v.lot = 0 then 50000 else 20000 end,
    signed_by = case when v.lot = 0 then '本人' end
  from (select id, (retiree_id + extract(year from visited_on)::int) % 3 as lot from visit
    where way = 'home' and reasons && array['springFestival', 'doubleNinth']) v
  where v.id = visit.id and v.lot < 2`

const leaders = `
  update visit set leaders = '县委常委、组织部长'
  where visitors like '局领导%' and reasons @> array['springFestival'] and retiree_id % 25 = 0`

const nextDays = `
  update visit set next_contact_on = visited_on + 30
  where visited_on > $1::date - 30 and retiree_id % 2 = 0`

/* Matters that came up on visits hang on the latest visit to the person before the matter was opened. */
const needs = `
  insert into visit_need (visit_id, ordinal, retiree_id, category, ticket_id, number)
  select visit_id, row_number() over (partition by visit_id order by id), retiree_id, category, id, number
  from (select t.*, (select v.id from visit v where v.retiree_id = t.retiree_id
      and v.visited_on <= t.opened_on order by v.visited_on desc, v.id desc limit 1) as visit_id
    from ticket t where t.source = 'visit') t
  where visit_id is not null`

const sources = `
  update ticket set source_id = n.visit_id from visit_need n
  where n.ticket_id = ticket.id and ticket.source_id is null`
