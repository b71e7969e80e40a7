-- Dates as the archive gives them: a year, a month or a day, never padded.

create function is_partial_date(value text) returns boolean
  language sql immutable parallel safe as $$
  select case
    when value !~ '^(1[89]|20|21)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$' then false
    when length(value) < 10 then true
    else substr(value, 9, 2)::int <= extract(day from
      make_date(substr(value, 1, 4)::int, substr(value, 6, 2)::int, 1) + interval '1 month' - interval '1 day')
  end
$$;

create domain partial_date as text check (is_partial_date(value));
comment on domain partial_date is '带精度的日期:年、年月或年月日';

/* The first day that a partial date may mean. */
create function first_day(value text) returns date
  language sql immutable strict parallel safe as $$
  select make_date(
    substr(value, 1, 4)::int,
    case when length(value) >= 7 then substr(value, 6, 2)::int else 1 end,
    case when length(value) = 10 then substr(value, 9, 2)::int else 1 end)
$$;

create function refuse_rewrite() returns trigger language plpgsql as
$$ begin raise exception '% is append-only', tg_table_name; end $$;

create table account (
  id            integer generated always as identity primary key,
  account       text not null unique check (account ~ '^[a-z0-9][a-z0-9._-]{1,31}$'),
  name          text not null check (length(name) between 1 and 60),
  password_hash text,
  created_at    timestamptz not null default now(),
  ended_on      date
);
comment on table account is '账号:一人一号,停用不删除';

create table session (
  token_hash  bytea primary key,
  account_id  integer not null references account (id),
  post_id     integer not null,
  opened_at   timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null,
  source      text
);
comment on table session is '登录会话:只存令牌的摘要';
create index on session (account_id);

create table invitation (
  token_hash  bytea primary key,
  account_id  integer not null references account (id),
  expires_at  timestamptz not null,
  used_at     timestamptz
);
comment on table invitation is '开户邀请:一次性链接,用后作废';

create table sign_in_failure (
  account text not null,
  source  text not null,
  at      timestamptz not null
);
comment on table sign_in_failure is '登录失败记录:用于限制猜密码';
create index on sign_in_failure (account, source, at);

create table preference (
  account_id integer not null references account (id),
  key        text not null check (length(key) <= 80),
  value      jsonb not null,
  primary key (account_id, key)
);
comment on table preference is '个人设置:列、密度、常用查询等';

create table setting (
  key   text primary key,
  value jsonb not null
);
comment on table setting is '系统设置';

create table trace (
  id          bigint generated always as identity,
  at          timestamptz not null default clock_timestamp(),
  account_id  integer,
  post_id     integer,
  org_id      integer,
  operation   text not null,
  outcome     text not null check (outcome in ('done', 'looked', 'refused')),
  name        text not null,
  subject     text not null,
  subject_id  bigint,
  detail      jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);
comment on table trace is '留痕:谁在何时对哪条记录做了什么;只增不改';
create index on trace (subject, subject_id, id desc);
create table trace_before partition of trace for values from (minvalue) to ('2026-01-01');
create table trace_default partition of trace default;
create trigger trace_is_append_only before update or delete on trace
  for each statement execute function refuse_rewrite();

create table idempotency (
  account_id  integer not null,
  key         text not null check (length(key) between 8 and 120),
  operation   text not null,
  fingerprint bytea not null,
  response    jsonb,
  at          timestamptz not null default now(),
  primary key (account_id, key)
);
comment on table idempotency is '重复提交的保护:同一键只执行一次';
