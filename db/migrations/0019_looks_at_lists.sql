-- Pages of lists that tell more of people than lists do leave one entry for all of them.

create index trace_people on trace using gin ((detail -> 'people') jsonb_path_ops)
  where subject = 'retirees';

/* The entries that name a person, without the others they name; only of people within the acting scope. */
create function looks_in_lists(person bigint) returns table (
    id bigint, at timestamptz, account_id integer, post_id integer, org_id integer,
    operation text, outcome text, name text, purpose text, detail jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.at, t.account_id, t.post_id, t.org_id, t.operation, t.outcome, t.name, t.purpose,
    t.detail - 'people'
  from trace t
  where t.subject = 'retirees' and t.detail -> 'people' @> jsonb_build_array(person)
    and exists (select from retiree r where r.id = person
      and r.reach @> nullif(current_setting('app.scope', true), '')::integer[])
$$;
