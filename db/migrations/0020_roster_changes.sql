-- Who is on the register, and below which organisation, changes seldom beside how often it is counted.
-- Each statement that changes it leaves its transaction here, so that a count that was kept can be
-- known to be still exact: nothing is visible that was not when it was counted.

create table roster_change (
  xid xid8        not null default pg_current_xact_id(),
  at  timestamptz not null default now()
);
comment on table roster_change is '名册人数的变动:由哪个事务引起,用于判断人数是否仍然准确';
create index on roster_change (xid);
create trigger roster_change_is_not_rewritten before update on roster_change
  for each statement execute function refuse_rewrite();

create function note_roster_change() returns trigger language plpgsql as $$
begin
  insert into roster_change default values;
  return null;
end $$;
create trigger retiree_comes_or_goes
  after insert or delete or truncate or update of reach, left_on, left_reason on retiree
  for each statement execute function note_roster_change();

/* The regions below a scope are asked for with every list and record. */
create index org_regions on org (id) where kind = 'region';
