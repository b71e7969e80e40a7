-- Security keys and built-in fingerprint readers beside the one-time codes (W3C Web Authentication).

create table passkey (
  id            integer generated always as identity primary key,
  account_id    integer not null references account (id),
  rp_id         text not null,
  credential_id bytea not null unique,
  public_key    bytea not null,
  counter       bigint not null,
  transports    text[] not null,
  name          text not null check (length(name) between 1 and 40),
  added_at      timestamptz not null,
  last_used_at  timestamptz
);
comment on table passkey is '安全密钥与本机指纹:只存公钥';
comment on column passkey.rp_id is '登记时的网站域名,只在该域名下有效';
comment on column passkey.counter is '使用次数,倒退即拒绝';
create index on passkey (account_id);

create table passkey_challenge (
  digest     bytea primary key,
  account_id integer not null references account (id),
  session    bytea,
  purpose    text not null check (purpose in ('add', 'prove')),
  expires_at timestamptz not null
);
comment on table passkey_challenge is '安全密钥的待答问题:只存摘要,一问一用,五分钟作废';
comment on column passkey_challenge.session is '提问的会话;登录时为空';
create index on passkey_challenge (account_id);
