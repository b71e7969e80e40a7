create table policy (
  id          integer generated always as identity primary key,
  code        text not null,
  org_id      integer references org (id),
  title       text not null,
  document_no text not null,
  source      text not null default '',
  value       jsonb not null,
  valid_from  date not null,
  valid_to    date,
  recorded_at timestamptz not null default now(),
  account_id  integer,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table policy is '政策参数:管辖、文号、起止日期;改数不改程序';
comment on column policy.org_id is '适用的机构及其下级;空为全国默认';
create unique index policy_once on policy (code, coalesce(org_id, 0), valid_from);

create table snapshot (
  id         bigint generated always as identity primary key,
  org_id     integer not null references org (id),
  kind       text not null,
  title      text not null,
  as_of      date not null,
  conditions jsonb not null,
  columns    jsonb not null,
  row_count  integer not null,
  hash       text not null,
  account_id integer,
  taken_at   timestamptz not null default now()
);
comment on table snapshot is '冻结的名单:条件、口径日、顺序、人数与摘要值';
create table snapshot_row (
  snapshot_id bigint not null references snapshot (id),
  ordinal     integer not null,
  retiree_id  bigint not null references retiree (id),
  cells       jsonb not null,
  primary key (snapshot_id, ordinal)
);
comment on table snapshot_row is '冻结名单的行';
create trigger snapshot_is_frozen before update or delete on snapshot
  for each statement execute function refuse_rewrite();
create trigger snapshot_row_is_frozen before update or delete on snapshot_row
  for each statement execute function refuse_rewrite();

create table visit (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  visited_on  date not null,
  reasons     text[] not null check (cardinality(reasons) between 1 and 6),
  way         text not null check (way in ('home', 'hospital', 'phone', 'office', 'letter')),
  visitors    text not null check (length(visitors) between 1 and 120),
  findings    text check (length(findings) <= 300),
  account_id  integer,
  org_id      integer,
  recorded_at timestamptz not null default now()
);
comment on table visit is '走访:何人何日因何事看望或问候;一次记录,各处共用';
create index on visit (retiree_id, visited_on);

create table lunar_day (
  day      date primary key,
  year     smallint not null,
  month    smallint not null,
  dom      smallint not null,
  leap     boolean not null,
  is_last  boolean not null
);
comment on table lunar_day is '公历与农历对照';
comment on column lunar_day.is_last is '当月最后一日,腊月即除夕';
create index on lunar_day (year, month, dom);

create type duty_rule as enum (
  'milestoneBirthday', 'springFestivalVisit', 'doubleNinthVisit', 'newlyRetiredWelcome',
  'recordVerification', 'fiftyYearMedal', 'victoryDay93', 'communityCheckIn',
  'missingManagingUnit', 'missingBranch', 'missingCommunity', 'missingContact');
create type duty_state as enum ('open', 'done', 'waived', 'withdrawn');

/* No foreign keys and short columns: a million people are derived anew in seconds, and what is
   kept is compared with a fresh derivation instead. */
create table duty (
  retiree_id  bigint not null,
  rule        duty_rule not null,
  period      integer not null,
  owner_id    integer not null,
  policy_id   integer not null,
  from_on     date not null,
  due_on      date not null,
  state       duty_state not null,
  closed_on   date,
  closed_by   bigint,
  constraint duty_pkey primary key (retiree_id, rule, period),
  check ((state = 'open') = (closed_on is null))
);
comment on table duty is '应办清单:由事实与政策推导的投影,可随时重建';
comment on column duty.period is '同一规则下的期次:年份、整岁,或缺项开始之日';
create index duty_open on duty (due_on, owner_id) where state = 'open';

create table duty_waiver (
  retiree_id bigint not null references retiree (id),
  rule       duty_rule not null,
  period     integer not null,
  reason     text not null check (length(reason) between 4 and 200),
  waived_on  date not null,
  account_id integer,
  primary key (retiree_id, rule, period)
);
comment on table duty_waiver is '免办:唯一需要人工填写的应办事实,须写明理由';

create table duty_withdrawal (
  id         bigint generated always as identity primary key,
  retiree_id bigint not null references retiree (id),
  rule       duty_rule not null,
  period     integer not null,
  due_on     date not null,
  reason     text not null,
  at         timestamptz not null default now()
);
comment on table duty_withdrawal is '撤销痕迹:依据消失的应办事项及缘由;只增不改';
create index on duty_withdrawal (retiree_id);
create trigger duty_withdrawal_is_append_only before update or delete on duty_withdrawal
  for each statement execute function refuse_rewrite();

/* When the record came to know a contact, and where a tie ends, are grounds of duties. */
alter table contact add recorded_on date;
comment on column contact.recorded_on is '登记日期;空视同随主记录登记';
create index tie_ended on tie (valid_to) where valid_to is not null;
