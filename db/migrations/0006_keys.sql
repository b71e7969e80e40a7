create table data_key (
  id        smallint generated always as identity primary key,
  purpose   text not null,
  profile   text not null check (profile in ('sm4', 'aes')),
  wrapped   bytea not null,
  made_at   timestamptz not null default now(),
  retired_at timestamptz
);
comment on table data_key is '数据密钥:由主密钥加密保存;主密钥不在数据库中';
create unique index data_key_in_use on data_key (purpose) where retired_at is null;
