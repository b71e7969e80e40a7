create table retiree (
  id                      bigint generated always as identity primary key,
  version                 integer not null default 1,
  file_no                 text,
  full_name               text not null check (length(full_name) between 1 and 60),
  name_pinyin             text collate "C" not null default '',
  name_initials           text collate "C" not null default '',
  former_name             text,
  gender                  text not null default '0' check (gender in ('0', '1', '2', '9')),
  id_type                 text not null default 'citizenId' check (id_type in ('citizenId', 'passport', 'other')),
  id_number               text,
  birth_id                date,
  birth_archive           partial_date,
  birth_celebrated        jsonb,
  ethnicity               text,
  native_place            text,
  birth_place             text,
  marital_status          text,
  education               text,
  degree                  text,
  professional_title      text,
  political_status        text,
  retirement_category     text not null check (retirement_category in ('lixiu', 'tuixiu', 'resignedWithPension', 'pre1949Worker')),
  retirement_nature       text,
  work_start              partial_date,
  revolution_join         partial_date,
  revolutionary_period    text check (revolutionary_period in ('P1', 'P2', 'P3A', 'P3B', 'P4')),
  original_retirement_age smallint check (original_retirement_age in (50, 55, 60)),
  retired_on              partial_date,
  retirement_approval_no  text,
  service_break_months    integer check (service_break_months between 0 and 600),
  last_unit_and_post      text,
  highest_post            text,
  is_leader               boolean,
  is_key_post             boolean,
  rank_at_retirement      text,
  grade_at_retirement     text,
  current_treatment       text,
  treatment_scope         text,
  treatment_approved_on   partial_date,
  treatment_approved_no   text,
  medical_treatment       text,
  management_tier         text check (management_tier in ('province', 'city', 'county', 'unit')),
  unit_nature             text check (unit_nature in ('organ', 'publicInstitution', 'enterprise', 'other')),
  counts_in_statistics    boolean not null default true,
  resettlement            text check (resettlement in ('local', 'elsewhere')),
  resettlement_place      text,
  is_military_transfer    boolean,
  honours                 jsonb,
  household_region        text,
  household_address       text,
  residence_region        text,
  residence_address       text,
  lives_elsewhere         boolean,
  seasonal_stays          jsonb,
  living_arrangement      text,
  mobile                  text,
  landline                text,
  other_phones            jsonb,
  health_status           text,
  self_care_level         text check (self_care_level in ('1', '2', '3', '4')),
  chronic_diseases        text,
  allergies               text,
  designated_hospital     text,
  family_doctor           text,
  pension_base_fen        bigint check (pension_base_fen >= 0),
  monthly_pension_fen     bigint check (monthly_pension_fen >= 0),
  party_joined            partial_date,
  party_full              partial_date,
  party_post              text,
  dues_base_fen           bigint check (dues_base_fen >= 0),
  participation_mode      text check (participation_mode in ('normal', 'homeStudy', 'exempt')),
  membership_state        text check (membership_state in ('normal', 'floating', 'lostContact', 'suspended')),
  skills                  text,
  interests               text,
  willing_to_contribute   boolean,
  dietary_preference      text,
  remark                  text,
  former_unit_id          integer references org (id),
  paying_unit_id          integer references org (id),
  managing_unit_id        integer references org (id),
  community_id            integer references org (id),
  branch_id               integer references org (id),
  home_id                 integer not null references org (id),
  reach                   integer[] not null default '{}',
  birth_first             date generated always as (coalesce(first_day(birth_archive), birth_id)) stored,
  registered_on           date not null,
  verified_on             date,
  died_on                 partial_date,
  left_on                 date,
  left_reason             text check (left_reason in ('deceased', 'transferredOut', 'registeredInError', 'merged', 'importUndone')),
  merged_into             bigint references retiree (id),
  check ((left_on is null) = (left_reason is null)),
  check ((merged_into is null) = (left_reason is distinct from 'merged')),
  check (left_reason is distinct from 'deceased' or died_on is not null),
  check (retirement_category <> 'lixiu' or revolution_join is null or first_day(revolution_join) <= date '1949-09-30')
);
comment on table retiree is '老干部信息库:一人一条主记录';
comment on column retiree.home_id is '建立本记录的主管部门,划定管辖';
comment on column retiree.reach is '五项归属及主管部门的各级机构编号,决定谁能看到';
comment on column retiree.birth_first is '出生日期(档案优先)可能的第一天';
comment on column retiree.left_on is '离册日期:去世、转出、误录、合并;空为在册';
create unique index retiree_id_number on retiree (home_id, id_number) where left_reason is null or left_reason = 'deceased';
create index retiree_reach on retiree using gin (reach) with (fastupdate = off);
create index retiree_active_reach on retiree using gin (reach) with (fastupdate = off) where left_on is null;
create index retiree_by_name on retiree (name_pinyin, id);
create index retiree_by_full_name on retiree (full_name);
create index retiree_by_birth on retiree ((extract(month from birth_first) * 100 + extract(day from birth_first)));

create table tie (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  kind        text not null check (kind in ('formerUnit', 'payingUnit', 'managingUnit', 'community', 'branch')),
  org_id      integer not null references org (id),
  valid_from  date not null,
  valid_to    date,
  recorded_on date not null,
  source      text,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table tie is '归属:原单位、供养单位、现管单位、社区、党支部,各有起止';
create unique index tie_open on tie (retiree_id, kind) where valid_to is null;
create index on tie (retiree_id, kind, valid_from);
create index on tie (org_id);

/* Keeps the five current ties and the reach of a person equal to the dated rows. */
create function refresh_reach(ids bigint[]) returns void language sql as $$
  with held as (
    select retiree_id, kind, org_id from tie where retiree_id = any (ids) and valid_to is null
  ), flat as (
    select r.id,
      max(h.org_id) filter (where h.kind = 'formerUnit') as former_unit_id,
      max(h.org_id) filter (where h.kind = 'payingUnit') as paying_unit_id,
      max(h.org_id) filter (where h.kind = 'managingUnit') as managing_unit_id,
      max(h.org_id) filter (where h.kind = 'community') as community_id,
      max(h.org_id) filter (where h.kind = 'branch') as branch_id
    from retiree r left join held h on h.retiree_id = r.id
    where r.id = any (ids) group by r.id
  )
  update retiree r set
    former_unit_id = f.former_unit_id, paying_unit_id = f.paying_unit_id,
    managing_unit_id = f.managing_unit_id, community_id = f.community_id, branch_id = f.branch_id,
    reach = (
      select coalesce(array_agg(distinct step), '{}') from org o, unnest(o.path) step
      where o.id in (f.former_unit_id, f.paying_unit_id, f.managing_unit_id, f.community_id, f.branch_id, r.home_id))
  from flat f where r.id = f.id
$$;

create table tag (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  code        text not null,
  from_on     date not null,
  to_on       date,
  evidence    text not null check (length(evidence) between 2 and 200),
  ended_why   text,
  recorded_on date not null,
  check (to_on is null or to_on >= from_on)
);
comment on table tag is '特殊情况标签:起止与依据';
create unique index tag_open on tag (retiree_id, code) where to_on is null;

create table contact (
  id           bigint generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  name         text not null check (length(name) between 1 and 60),
  relation     text not null,
  phone        text,
  address      text,
  is_emergency boolean not null default false,
  consented    boolean not null default false,
  survivor_since date,
  ended_on     date
);
comment on table contact is '家属与紧急联系人;本人去世后转为遗属记录';
create index on contact (retiree_id);

create table life_event (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  kind        text not null check (kind in ('retired', 'moved', 'hospitalised', 'discharged', 'bereaved',
    'died', 'deathReversed', 'transferredOut', 'returned')),
  happened_on partial_date not null,
  detail      jsonb not null default '{}',
  account_id  integer,
  recorded_at timestamptz not null default now()
);
comment on table life_event is '人生大事:退休、迁居、住院、丧亲、去世等,只增不改';
create index on life_event (retiree_id, happened_on);
create trigger life_event_is_append_only before update or delete on life_event
  for each statement execute function refuse_rewrite();

create table retiree_change (
  id           bigint generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  at           timestamptz not null default now(),
  effective_on date not null,
  account_id   integer,
  operation    text not null,
  batch_id     bigint,
  before       jsonb not null,
  after        jsonb not null
);
comment on table retiree_change is '主记录的逐项变更,可还原任一日的样子;只增不改';
create index on retiree_change (retiree_id, id);
create trigger retiree_change_is_append_only before update or delete on retiree_change
  for each statement execute function refuse_rewrite();

create table change_request (
  id           bigint generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  proposed     jsonb not null,
  reason       text not null,
  channel      text not null check (channel in ('portal', 'phone', 'paper', 'unit', 'community', 'branch')),
  requested_by text not null,
  account_id   integer,
  requested_at timestamptz not null default now(),
  status       text not null default 'pending' check (status in ('pending', 'accepted', 'rejected')),
  decided_by   integer,
  decided_at   timestamptz,
  decision     text
);
comment on table change_request is '更正申请:提出、核实、生效';
create index on change_request (status, requested_at);
create index on change_request (retiree_id);

create table verification (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  verified_on date not null,
  method      text not null check (method in ('phone', 'visit', 'paper', 'inPerson', 'unit')),
  note        text,
  account_id  integer
);
comment on table verification is '信息核实:何日以何方式与本人核对';
create index on verification (retiree_id, verified_on);

create table duplicate_decision (
  first_id   bigint not null references retiree (id),
  second_id  bigint not null references retiree (id),
  decision   text not null check (decision in ('distinct', 'merged')),
  reason     text not null,
  account_id integer,
  decided_at timestamptz not null default now(),
  primary key (first_id, second_id),
  check (first_id < second_id)
);
comment on table duplicate_decision is '疑似重复的认定:确属两人,或已合并';

create table import_batch (
  id          bigint generated always as identity primary key,
  org_id      integer not null references org (id),
  account_id  integer,
  file_name   text not null,
  kind        text check (kind in ('roster', 'members')),
  file        bytea not null,
  status      text not null check (status in ('checking', 'checked', 'unreadable', 'committing', 'committed', 'undone')),
  mapping     jsonb,
  choices     jsonb not null default '{}',
  report      jsonb,
  message     text,
  created_at  timestamptz not null default now(),
  committed_at timestamptz,
  undone_at   timestamptz
);
comment on table import_batch is '导入批次:原文件、对应关系、检查报告与结果';

create table import_row (
  batch_id   bigint not null references import_batch (id),
  ordinal    integer not null,
  sheet      text not null,
  row        integer not null,
  values     jsonb not null,
  ties       jsonb not null,
  extras     jsonb not null default '{}',
  has_error  boolean not null,
  match_id   bigint references retiree (id),
  suspects   jsonb not null default '[]',
  diff       jsonb not null default '{}',
  decision   text check (decision in ('create', 'update', 'skip')),
  accepted   jsonb,
  result_id  bigint references retiree (id),
  primary key (batch_id, ordinal)
);
create index on import_row (result_id);
comment on column import_batch.choices is '名称未识别的机构如何处理:对应到谁、新建或不填';
comment on table import_row is '导入的行:暂存,提交前不入库';

create table import_progress (
  batch_id   bigint primary key,
  phase      text not null,
  done       integer not null,
  total      integer
);
comment on table import_progress is '导入的进度,边做边写,不等批次的事务';

create table import_mapping (
  org_id    integer not null references org (id),
  signature text not null,
  mapping   jsonb not null,
  primary key (org_id, signature)
);
comment on table import_mapping is '记住的列对应关系';

create table saved_filter (
  id         bigint generated always as identity primary key,
  account_id integer not null references account (id),
  name       text not null check (length(name) between 1 and 30),
  conditions jsonb not null,
  unique (account_id, name)
);
comment on table saved_filter is '常用查询';
