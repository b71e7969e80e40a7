-- How long what is kept is kept, what goes when its time is over, and on what ground it is held.

create table trace_purge (
  n      integer primary key references seal (n),
  record text not null
);
comment on table trace_purge is '留痕的到期清除:清除了哪些封印的行,这份记录本身也封印在链上';
create trigger trace_purge_is_append_only before update or delete or truncate on trace_purge
  for each statement execute function refuse_rewrite();

create table retention_period (
  id          integer generated always as identity primary key,
  class       text not null,
  org_id      integer references org (id),
  months      integer not null check (months between 1 and 360),
  document_no text not null check (length(document_no) between 2 and 80),
  valid_from  date not null,
  approval_id integer references approval (id),
  account_id  integer references account (id),
  recorded_at timestamptz not null default now(),
  constraint retention_trace_floor check (class <> 'trace' or months >= 36),
  constraint retention_log_floor check (class <> 'signIn' or months >= 7),
  constraint retention_notes_ceiling check (class <> 'visitNotes' or months <= 24)
);
comment on table retention_period is '保存期限:某类信息在某地自某日起保存多少个月;空机构为全国默认';
comment on constraint retention_log_floor on retention_period is '网络日志不少于六个月:网络安全法 第二十三条';
create unique index retention_period_once on retention_period (class, coalesce(org_id, 0), valid_from);
create trigger retention_period_is_append_only before update or delete or truncate on retention_period
  for each statement execute function refuse_rewrite();

insert into retention_period (class, months, document_no, valid_from) values
  ('trace', 36, '平台默认值', '2020-01-01'),
  ('signIn', 12, '平台默认值', '2020-01-01'),
  ('notices', 12, '平台默认值', '2020-01-01'),
  ('visitNotes', 24, '平台默认值', '2020-01-01'),
  ('importFiles', 6, '平台默认值', '2020-01-01'),
  ('failedImports', 1, '平台默认值', '2020-01-01'),
  ('purposes', 36, '平台默认值', '2020-01-01'),
  ('personSeen', 3, '平台默认值', '2020-01-01'),
  ('goneAttachments', 12, '平台默认值', '2020-01-01'),
  ('departed', 60, '平台默认值', '2020-01-01');

create table retention_run (
  id      bigint generated always as identity primary key,
  class   text not null,
  day     date not null,
  at      timestamptz not null default clock_timestamp(),
  count   bigint not null check (count >= 0),
  detail  jsonb not null default '{}'
);
comment on table retention_run is '到期清理的结果:哪一类、何时、多少条;只增不改';
create index on retention_run (class, id desc);
create trigger retention_run_is_append_only before update or delete or truncate on retention_run
  for each statement execute function refuse_rewrite();

create table erasure (
  id          integer generated always as identity primary key,
  retiree_id  bigint not null unique,
  home_id     integer not null references org (id),
  approval_id integer not null unique references approval (id),
  reason      text not null check (length(reason) between 4 and 200),
  asked_at    timestamptz not null,
  done_at     timestamptz,
  rows        integer
);
comment on table erasure is '永久删除的档案:只留编号、依据和时间,没有任何个人信息';

create table consent (
  id             bigint generated always as identity primary key,
  retiree_id     bigint not null references retiree (id),
  purpose        text not null,
  given_by       text not null check (given_by in ('self', 'guardian')),
  how            text not null check (how in ('paper', 'phone', 'inPerson')),
  agreed         boolean not null,
  given_on       date not null,
  account_id     integer not null references account (id),
  recorded_at    timestamptz not null,
  withdrawn_on   date,
  withdrawn_how  text check (withdrawn_how in ('paper', 'phone', 'inPerson')),
  withdrawn_by   integer references account (id),
  check (withdrawn_on is null or (agreed and withdrawn_on >= given_on)),
  check ((withdrawn_on is null) = (withdrawn_how is null))
);
comment on table consent is '单独同意:本人(或监护人)何时以何方式同意或不同意某项用途,以及撤回';
create unique index consent_standing on consent (retiree_id, purpose) where withdrawn_on is null;

create table person_copy (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  asked_by    text not null check (asked_by in ('self', 'guardian', 'kin')),
  how         text not null check (how in ('paper', 'phone', 'inPerson')),
  asked_on    date not null,
  due_on      date not null check (due_on > asked_on),
  account_id  integer not null references account (id),
  post_id     integer not null references post (id),
  approval_id integer references approval (id),
  approved_at timestamptz,
  taken_at    timestamptz,
  recorded_at timestamptz not null
);
comment on table person_copy is '本人申请的信息副本:何人何时申请、十五个工作日内办理、复核后只取一次';
create index on person_copy (retiree_id, id);
create index person_copy_open on person_copy (due_on) where taken_at is null;

alter table retiree add column details_gone_on date check (details_gone_on is null or left_on is not null);
comment on column retiree.details_gone_on is '离册后保存期满、清空个人和敏感信息的日期';
