-- The password profile of classified protection: composition, rotation, and passwords of before.

alter table account add column password_since date not null default current_date;
comment on column account.password_since is '现在的密码自何日起使用';

alter table session add column password_due text check (password_due in ('old', 'weak'));
comment on column session.password_due is '登录时密码已到期(old)或不合现行要求(weak):须先改密码';

create table past_password (
  id         bigint generated always as identity primary key,
  account_id integer not null references account (id),
  hash       text not null
);
comment on table past_password is '以前用过的密码:只存 argon2id 摘要,等级保护要求启用期间才留';
create index on past_password (account_id, id desc);
