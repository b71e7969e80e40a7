create table approval (
  id               integer generated always as identity primary key,
  kind             text not null,
  subject          text not null,
  subject_id       bigint not null,
  summary          text not null check (length(summary) between 1 and 300),
  payload          jsonb not null,
  org_id           integer not null references org (id),
  maker_account_id integer not null references account (id),
  maker_post_id    integer not null references post (id),
  requested_at     timestamptz not null,
  expires_at       timestamptz not null check (expires_at > requested_at),
  decision         text check (decision in ('approved', 'declined', 'expired', 'withdrawn')),
  decided_by       integer references account (id),
  decided_at       timestamptz,
  reason           text check (length(reason) <= 300),
  used_at          timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (decision not in ('approved', 'declined')
    or (decided_by is not null and decided_by <> maker_account_id)),
  check (decision <> 'withdrawn' or (decided_by is not null and decided_by = maker_account_id)),
  check (decision <> 'approved' or decided_at < expires_at),
  check (used_at is null or (decision is not null and decision = 'approved'))
);
comment on table approval is '复核:一人申请、另一人同意后才办的事项,72 小时内有效,只用一次';
comment on column approval.org_id is '申请人岗位的管辖范围';
create index on approval (maker_account_id, id desc);
create index on approval (org_id) where decision is null;
create unique index approval_open_once on approval (kind, subject, subject_id) where decision is null;

/* What was asked stays; it is decided once and used once. */
create function guard_approval() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'approval is append-only'; end if;
  if (new.id, new.kind, new.subject, new.subject_id, new.summary, new.payload, new.org_id,
      new.maker_account_id, new.maker_post_id, new.requested_at, new.expires_at)
    is distinct from (old.id, old.kind, old.subject, old.subject_id, old.summary, old.payload, old.org_id,
      old.maker_account_id, old.maker_post_id, old.requested_at, old.expires_at) then
    raise exception 'what an approval asks for is append-only';
  end if;
  if old.decision is not null and (new.decision, new.decided_by, new.decided_at, new.reason)
    is distinct from (old.decision, old.decided_by, old.decided_at, old.reason) then
    raise exception 'an approval is decided once';
  end if;
  if old.used_at is not null and new.used_at is distinct from old.used_at then
    raise exception 'an approval is used once';
  end if;
  return new;
end $$;
create trigger approval_is_guarded before update or delete on approval
  for each row execute function guard_approval();

create table export (
  id            integer generated always as identity primary key,
  org_id        integer not null references org (id),
  account_id    integer not null references account (id),
  post_id       integer not null references post (id),
  title         text not null check (length(title) between 1 and 80),
  source        text not null check (source in ('roster', 'snapshot', 'card')),
  snapshot_id   bigint references snapshot (id),
  wanted        jsonb,
  columns       jsonb not null,
  format        text not null check (format in ('xlsx', 'csv', 'pdf')),
  signature     boolean not null default false,
  clean         boolean not null default false,
  purpose       text not null,
  note          text check (length(note) <= 200),
  sensitive     boolean not null,
  person_count  integer not null check (person_count > 0),
  mark          bytea,
  password      bytea,
  approval_id   integer references approval (id),
  requested_at  timestamptz not null,
  made_at       timestamptz,
  expires_at    timestamptz,
  taken_at      timestamptz,
  failure       text,
  check ((source = 'snapshot') = (snapshot_id is not null)),
  check (password is null or (taken_at is null and made_at is null))
);
comment on table export is '导出:谁为何把哪些人的哪些栏目带出系统,编号印在文件上';
comment on column export.mark is '隐藏标识:写进文件的 48 位编码,据此查出是哪次导出';
comment on column export.password is '申请人设的文件密码,加密保存,文件制成即清除';
create index on export (account_id, id desc);
create index on export (approval_id);
create unique index on export (mark);

create table export_person (
  export_id  integer not null references export (id),
  retiree_id bigint not null references retiree (id),
  primary key (export_id, retiree_id)
);
comment on table export_person is '导出涉及的人,按账号合并计算 24 小时内导出的人数';
create index on export_person (retiree_id);

create table export_file (
  export_id    integer primary key references export (id),
  file_name    text not null,
  content_type text not null,
  sealed       bytea not null
);
comment on table export_file is '制成待取的导出文件,加密保存;取走或满 24 小时即删除';
