-- 信息库统计: what the yearly figures need beside the register itself.

create table population60 (
  id          bigint generated always as identity primary key,
  region_id   integer not null references org (id),
  year        smallint not null check (year between 1990 and 2199),
  persons     integer not null check (persons > 0),
  source      text not null check (length(source) between 2 and 120),
  document_no text check (length(document_no) <= 80),
  account_id  integer,
  recorded_at timestamptz not null default now()
);
comment on table population60 is '各地区各年 60 岁及以上人口:统计占比的分母,改数另记一行;只增不改';
create index on population60 (region_id, year, id desc);
create trigger population60_is_append_only before update or delete on population60
  for each statement execute function refuse_rewrite();

create table register_entry (
  retiree_id  bigint primary key references retiree (id),
  kind        text not null check (kind in ('newlyRetired', 'transferredIn', 'lateRegistered')),
  origin      text check (length(origin) <= 80),
  document_no text check (length(document_no) <= 80),
  account_id  integer,
  recorded_at timestamptz not null default now()
);
comment on table register_entry is '入册原因:工作人员核定的;没有的按退休时间推定';

create table register_absence (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  left_on     date not null,
  reason      text not null check (reason in ('transferredOut')),
  back_on     date not null,
  document_no text check (length(document_no) <= 80),
  account_id  integer,
  recorded_at timestamptz not null default now(),
  check (back_on >= left_on)
);
comment on table register_absence is '离册后又转回的一段:某日转出、某日转回;只增不改';
create index on register_absence (retiree_id, id);
create trigger register_absence_is_append_only before update or delete on register_absence
  for each statement execute function refuse_rewrite();

/* Who was of which category on a past day is looked up for the few who were ever recategorised. */
create index retiree_recategorised on retiree_change (retiree_id, id)
  where before ? 'retirementCategory';
create index retiree_tier_changed on retiree_change (retiree_id, id)
  where before ? 'managementTier';

create table in_service (
  id             bigint generated always as identity primary key,
  unit_id        integer not null references org (id),
  full_name      text not null check (length(full_name) between 1 and 60),
  birth_month    text not null check (birth_month ~ '^19\d\d-(0[1-9]|1[0-2])$'),
  ladder         smallint not null check (ladder in (50, 55, 60)),
  expected_month text not null check (expected_month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  recorded_on    date not null,
  account_id     integer,
  closed_on      date,
  closed_reason  text check (closed_reason in ('retired', 'left', 'mistaken')),
  retiree_id     bigint references retiree (id),
  check ((closed_on is null) = (closed_reason is null)),
  check (retiree_id is null or closed_reason = 'retired')
);
comment on table in_service is '在职名册:将退休人员,只记推算退休时间所需的几项';
comment on column in_service.ladder is '原法定退休年龄,决定延迟退休的档次';
create index on in_service (unit_id, expected_month) where closed_on is null;
create unique index in_service_once on in_service (unit_id, full_name, birth_month)
  where closed_on is null;

create table campaign (
  id         integer generated always as identity primary key,
  org_id     integer not null references org (id),
  name       text not null check (length(name) between 2 and 60),
  cycle      text not null check (cycle in ('yearly', 'quarterly', 'special')),
  cut_off_on date not null,
  from_on    date not null,
  due_on     date not null,
  account_id integer,
  opened_at  timestamptz not null default now(),
  closed_on  date,
  closed_by  integer,
  result     jsonb,
  check (due_on >= from_on),
  check (closed_on is null or closed_on >= from_on),
  check ((closed_on is null) = (result is null))
);
comment on table campaign is '信息核实活动:范围、起止、截止在册日与结果';

create table campaign_person (
  campaign_id  integer not null references campaign (id),
  retiree_id   bigint not null references retiree (id),
  unit_id      integer references org (id),
  community_id integer references org (id),
  primary key (campaign_id, retiree_id)
);
comment on table campaign_person is '核实活动的人员:开展时按截止在册日定下,此后不变;只增不改';
create index on campaign_person (retiree_id);
create trigger campaign_person_is_append_only before update or delete on campaign_person
  for each statement execute function refuse_rewrite();

alter type duty_rule add value 'campaignVerification' after 'recordVerification';
insert into policy (code, org_id, title, document_no, source, value, valid_from) values
('campaignVerification', null, '信息核实活动', '中华人民共和国个人信息保护法 第八条',
  '个人信息应当准确、完整;活动的范围和期限由各地自定',
  '{"enabled":true,"owner":"managingUnit"}', '1982-02-20');
