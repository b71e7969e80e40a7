-- Three offices held by three people, posts under two pairs of eyes, second factors, guarded sign-in.

alter table account add column devices_since timestamptz not null default now();
comment on column account.devices_since is '此前登记的常用设备一律不再认';

alter table session
  add column confirmed_until timestamptz,
  add column ended_at timestamptz,
  add column ended_why text check (ended_why in ('elsewhere', 'notMe')),
  add check ((ended_at is null) = (ended_why is null));
comment on column session.confirmed_until is '身份复核的有效时刻:登录或再次验证后五分钟';

alter table post add column successor_id integer references account (id);
comment on column post.valid_to is '自该日起不再履职';
comment on column post.successor_id is '离岗时的接手人';

-- The administrator of an earlier version held both kinds of post; the office is filled anew.
update post set valid_to = greatest(valid_from, current_date)
where role = 'systemAdmin' and valid_to is null and exists (
  select from post other
  where other.account_id = post.account_id and other.role <> post.role and other.valid_to is null);

/* GB/T 22239-2019 8.1.4.2d: nobody holds two of the three offices, nor one beside other work. */
create function refuse_united_offices() returns trigger language plpgsql as $$
declare
  offices constant text[] := array['systemAdmin', 'securityAdmin', 'auditAdmin'];
begin
  if tg_op = 'UPDATE' and new.account_id = old.account_id and new.role = old.role
    and daterange(old.valid_from, old.valid_to) @> daterange(new.valid_from, new.valid_to) then
    return new;
  end if;
  perform from account where id = new.account_id for update;
  if exists (
    select from post other
    where other.account_id = new.account_id and other.id <> new.id and other.role <> new.role
      and (other.role = any (offices) or new.role = any (offices))
      and daterange(other.valid_from, other.valid_to) && daterange(new.valid_from, new.valid_to)
  ) then
    raise exception 'account % cannot hold % beside another post', new.account_id, new.role
      using errcode = 'check_violation', constraint = 'post_offices_apart';
  end if;
  return new;
end $$;
create trigger post_offices_apart before insert or update on post
  for each row execute function refuse_united_offices();

create table post_proposal (
  id          integer generated always as identity primary key,
  account_id  integer not null references account (id),
  org_id      integer not null references org (id),
  role        text not null,
  title       text not null,
  valid_from  date not null,
  valid_to    date,
  proposed_by integer not null references account (id),
  proposed_at timestamptz not null,
  decided_by  integer references account (id),
  decided_at  timestamptz,
  decision    text check (decision in ('approved', 'declined', 'withdrawn')),
  reason      text,
  check (valid_to is null or valid_to > valid_from),
  check ((decision is null) = (decided_at is null)),
  constraint proposal_maker_is_not_checker
    check (decision is distinct from 'approved' or decided_by <> proposed_by)
);
comment on table post_proposal is '岗位申请:系统管理员提出,安全管理员批准后才生效';
create unique index post_proposal_open on post_proposal (account_id, org_id, role)
  where decision is null;

create table second_factor (
  account_id  integer primary key references account (id),
  secret      bytea,
  pending     bytea,
  enrolled_at timestamptz,
  last_step   bigint not null default 0
);
comment on table second_factor is '动态口令:密钥密封保存;每个口令只认一次';

create table recovery_code (
  account_id integer not null references account (id),
  digest     bytea not null,
  used_at    timestamptz,
  primary key (account_id, digest)
);
comment on table recovery_code is '恢复码:只存摘要,一码一用';

create table sign_in (
  id           bigint generated always as identity primary key,
  account_id   integer not null references account (id),
  at           timestamptz not null,
  source       text not null,
  known_device boolean not null
);
comment on table sign_in is '登录记录:何时、从何处';
create index on sign_in (account_id, id desc);

drop table sign_in_failure;
create table sign_in_guard (
  account text not null,
  place   text not null,
  tries   integer not null default 0,
  rounds  integer not null default 0,
  last_at timestamptz not null,
  recent  timestamptz[] not null default '{}',
  primary key (account, place)
);
comment on table sign_in_guard is '防猜密码:按账号与来源计数;常用设备单独计数';

create table security_notice (
  id           bigint generated always as identity primary key,
  at           timestamptz not null,
  kind         text not null,
  account_id   integer references account (id),
  detail       jsonb not null default '{}',
  settled_at   timestamptz,
  settled_by   integer references account (id),
  settled_note text
);
comment on table security_notice is '安全事项:交安全管理员处理';
create index on security_notice (at) where settled_at is null;
