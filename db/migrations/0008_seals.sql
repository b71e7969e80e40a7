-- The trace becomes evidence: every row says in which transaction it was written, rows are sealed
-- in batches, and what looks unusual is kept for the security administrator.

alter table trace
  add column xid     xid8 not null default pg_current_xact_id(),
  add column cluster integer not null
    default ((pg_control_system()).system_identifier % 2147483647)::integer,
  add column purpose text,
  add column source  text;
comment on column trace.xid is '写入这一行的事务号:封印按事务号取行,迟提交的也不会漏';
comment on column trace.cluster is '数据库实例的标识:迁移到新实例后事务号另起';
comment on column trace.purpose is '查看的用途';
comment on column trace.source is '请求来自的地址';
create index on trace (xid, id);
create index on trace (account_id, id desc);
create index on trace using brin (at) with (pages_per_range = 32);

/* Statement triggers of the whole do not guard its parts; this one does. */
create trigger trace_part_is_append_only before update or delete on trace
  for each row execute function refuse_rewrite();
create trigger trace_is_not_emptied before truncate on trace
  for each statement execute function refuse_rewrite();

create table seal_key (
  id         integer generated always as identity primary key,
  public_key text not null unique check (public_key ~ '^04[0-9a-f]{128}$'),
  sealed     bytea not null,
  made_at    timestamptz not null default now()
);
comment on table seal_key is '封印所用的国密签名密钥:公钥明文,私钥密存';

create table seal (
  n         integer primary key check (n > 0),
  at        timestamptz not null,
  format    smallint not null,
  cluster   integer not null,
  from_xid  xid8 not null,
  to_xid    xid8 not null,
  next_xid  xid8 not null,
  last_id   bigint not null,
  count     integer not null check (count > 0),
  root      bytea not null check (length(root) = 32),
  hash      bytea not null check (length(hash) = 32),
  key_id    integer not null references seal_key (id),
  signature bytea not null
);
comment on table seal is '留痕封印:一批留痕的摘要与签名,前后相连';
comment on column seal.from_xid is '含此事务号起、不含止号的全部留痕行';
comment on column seal.next_xid is '封印时尚未分配的最小事务号:其后的事务必在封印之后写入';
create index on seal (at);
create index on seal (cluster, to_xid);

create table seal_check (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  account_id integer,
  from_day   date,
  seals      integer not null,
  rows       bigint not null,
  pending    bigint not null,
  findings   jsonb not null,
  notices    jsonb not null
);
comment on table seal_check is '留痕核验的结果';

create table alert (
  id         bigint generated always as identity primary key,
  rule       text not null,
  account_id integer,
  org_id     integer,
  day        date not null,
  at         timestamptz not null,
  detail     jsonb not null default '{}',
  found_at   timestamptz not null default clock_timestamp(),
  unique nulls not distinct (rule, account_id, day)
);
comment on table alert is '安全告警:由留痕推导,一人一规则一日一条';

create table alert_closing (
  alert_id   bigint primary key references alert (id),
  account_id integer not null references account (id),
  at         timestamptz not null,
  note       text not null check (length(note) between 4 and 300)
);
comment on table alert_closing is '安全告警的处理:何人何时、核实情况';

create table look_day (
  account_id integer not null,
  day        date not null,
  persons    integer not null,
  primary key (account_id, day)
);
comment on table look_day is '每人每日查看的人数,用于与本人平时相比';

do $$
declare name text;
begin
  foreach name in array array['seal_key', 'seal', 'seal_check', 'alert', 'alert_closing'] loop
    execute format('create trigger %1$s_is_append_only before update or delete or truncate on %1$I
      for each statement execute function refuse_rewrite()', name);
  end loop;
end $$;
