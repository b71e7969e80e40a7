create table org (
  id             integer generated always as identity primary key,
  parent_id      integer references org (id),
  kind           text not null check (kind in (
    'region', 'organizationDepartment', 'bureau', 'committee', 'unit', 'managementCentre',
    'subdistrict', 'community', 'grid',
    'partyWorkCommittee', 'partyCommittee', 'generalBranch', 'branch', 'jointBranch', 'partyGroup',
    'association', 'activityCentre', 'elderUniversity')),
  name           text not null check (length(name) between 2 and 80),
  short_name     text,
  region_code    text check (region_code ~ '^\d{6}(\d{3}|\d{6})?$'),
  nature         text check (nature in ('organ', 'publicInstitution', 'enterprise', 'other')),
  address        text,
  phone          text,
  in_charge      text,
  liaison        text,
  established_on date,
  dissolved_on   date,
  successor_id   integer references org (id),
  path           integer[] not null default '{}',
  version        integer not null default 1,
  check (dissolved_on is null or established_on is null or dissolved_on >= established_on),
  check (parent_id is distinct from id)
);
comment on table org is '组织机构树:地区、部门、单位、社区网格、党组织、协会、中心';
comment on column org.path is '从根到本机构的编号,由触发器维护';
create index on org (parent_id);
create index on org using gin (path);
create unique index org_name_under_parent on org (parent_id, kind, name) where dissolved_on is null;

/* Fills the path of a row from its parent; moving a node refreshes all below it. */
create function org_path() returns trigger language plpgsql as $$
begin
  new.path := coalesce((select path from org where id = new.parent_id), '{}') || new.id;
  if new.id = any ((select path from org where id = new.parent_id)::integer[]) then
    raise exception 'org % cannot lie below itself', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger org_path_of_row before insert or update of parent_id on org
  for each row execute function org_path();

create function org_path_below() returns trigger language plpgsql as $$
begin
  update org set path = new.path || path[array_length(old.path, 1) + 1 :]
  where path @> array[new.id] and id <> new.id;
  return null;
end $$;
create trigger org_path_of_those_below after update of parent_id on org
  for each row when (old.path is distinct from new.path) execute function org_path_below();

/* The region that an organisation lies in; its parent or itself where no region is above it. */
create function region_of(id integer) returns integer language sql stable as $$
  select coalesce(
    (select a.id from org a where a.id = any (o.path) and a.kind = 'region'
      order by array_length(a.path, 1) desc limit 1),
    o.parent_id, o.id)
  from org o where o.id = region_of.id
$$;

create table org_event (
  id          bigint generated always as identity primary key,
  org_id      integer not null references org (id),
  kind        text not null check (kind in ('created', 'amended', 'renamed', 'moved', 'merged', 'dissolved')),
  happened_on date not null,
  document_no text,
  before      jsonb not null default '{}',
  after       jsonb not null default '{}',
  account_id  integer,
  recorded_at timestamptz not null default now()
);
comment on table org_event is '机构沿革:更名、划转、合并、撤销,只增不改';
create index on org_event (org_id, happened_on);
create trigger org_event_is_append_only before update or delete on org_event
  for each statement execute function refuse_rewrite();

create table org_alias (
  org_id integer not null references org (id),
  name   text not null,
  primary key (name, org_id)
);
comment on table org_alias is '机构的别名与旧名,导入时据此对应';

create table post (
  id          integer generated always as identity primary key,
  account_id  integer not null references account (id),
  org_id      integer not null references org (id),
  role        text not null,
  title       text not null,
  valid_from  date not null,
  valid_to    date,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table post is '岗位:某人自某日至某日在某机构担任某职';
create index on post (account_id);
