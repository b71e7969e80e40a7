-- Files of people: photographs, evidence and documents, checked by content and kept sealed.

create table attachment (
  id           bigint generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  kind         text not null check (kind in ('photo', 'evidence', 'document')),
  about        text not null
    check (about in ('work', 'party', 'personal', 'identityNumber', 'health', 'money')),
  title        text not null check (length(title) between 1 and 80),
  content_type text not null check (content_type ~ '^(image/(jpeg|png)|application/[a-z0-9.-]+)$'),
  size         integer not null check (size between 1 and 12582912),
  digest       bytea not null check (octet_length(digest) = 32),
  sealed       bytea,
  small        bytea,
  status       text not null check (status in ('accepted', 'quarantined', 'infected')),
  scanned_at   timestamptz,
  account_id   integer references account (id),
  org_id       integer not null,
  at           timestamptz not null,
  removed_at   timestamptz,
  removed_by   integer references account (id),
  removed_why  text check (length(removed_why) between 2 and 200),
  check ((removed_at is null) = (removed_why is null)),
  check (sealed is null or (removed_at is null and status <> 'infected')),
  check (small is null or (sealed is not null and kind = 'photo'))
);
comment on table attachment is '附件:老同志的照片、依据材料和其他文件,内容查验后密封保存;删除时抹去内容,留下记录';
comment on column attachment.about is '内容涉及哪一类信息,决定谁能看';
comment on column attachment.digest is '内容的 SHA-256 摘要';
comment on column attachment.sealed is '密封的内容';
comment on column attachment.small is '密封的缩小照片';
create index on attachment (retiree_id, id);
create index attachment_waiting on attachment (id) where status = 'quarantined';

-- Sealed bytes do not compress.
alter table attachment alter column sealed set storage external;
alter table attachment alter column small set storage external;

/* What a file says of itself stays; its bytes may go and never change otherwise. */
create function guard_attachment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'attachment is append-only'; end if;
  if (new.id, new.kind, new.about, new.title, new.content_type, new.size, new.digest,
      new.account_id, new.org_id, new.at)
    is distinct from (old.id, old.kind, old.about, old.title, old.content_type, old.size, old.digest,
      old.account_id, old.org_id, old.at) then
    raise exception 'an attachment is append-only';
  end if;
  if old.removed_at is not null and new.removed_at is distinct from old.removed_at then
    raise exception 'an attachment is removed once';
  end if;
  return new;
end $$;
create trigger attachment_is_guarded before update or delete on attachment
  for each row execute function guard_attachment();
