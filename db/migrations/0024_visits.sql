-- A visit written once: what was found, given and promised, its history, and forms on paper.

alter table visit
  add column leaders         text check (length(leaders) between 1 and 120),
  add column health          jsonb,
  add column gift_kind       text check (gift_kind in ('money', 'goods', 'wreath')),
  add column gift_what       text check (length(gift_what) between 1 and 60),
  add column gift_fen        bigint check (gift_fen between 1 and 100000000),
  add column receipt_no      text check (length(receipt_no) between 1 and 40),
  add column signed_by       text check (length(signed_by) between 1 and 40),
  add column next_contact_on date,
  add column updated_at      timestamptz,
  add constraint visit_gift_is_whole check (
    gift_kind is not null
    or (gift_what is null and gift_fen is null and receipt_no is null and signed_by is null)),
  add constraint visit_money_is_told check (gift_kind <> 'money' or gift_fen is not null),
  add constraint visit_next_contact_is_later check (next_contact_on > visited_on);
comment on column visit.leaders is '同去的领导';
comment on column visit.health is '密封的健康变化,文字';
comment on column visit.gift_fen is '慰问金额或慰问品价值,分';
comment on column visit.next_contact_on is '约定的下次联系日期';
create index visit_by_day on visit (visited_on desc, id desc);

create table visit_need (
  visit_id   bigint not null references visit (id) on delete cascade,
  ordinal    smallint not null check (ordinal between 1 and 10),
  retiree_id bigint not null references retiree (id),
  category   text not null,
  ticket_id  bigint not null,
  number     text not null,
  primary key (visit_id, ordinal)
);
comment on table visit_need is '走访中老同志提出的事,各转为一件事项';
create index on visit_need (retiree_id);

create table visit_photo (
  visit_id      bigint not null references visit (id) on delete cascade,
  attachment_id bigint not null references attachment (id),
  retiree_id    bigint not null references retiree (id),
  kind          text not null check (kind in ('photo', 'receipt')),
  primary key (visit_id, attachment_id)
);
comment on table visit_photo is '走访的照片和签收单,内容在附件中';
create index on visit_photo (retiree_id);

create table visit_change (
  id         bigint generated always as identity primary key,
  visit_id   bigint not null,
  retiree_id bigint not null references retiree (id),
  kind       text not null check (kind in ('corrected', 'withdrawn')),
  reason     text not null check (length(reason) between 2 and 200),
  before     jsonb not null,
  after      jsonb,
  account_id integer not null references account (id),
  org_id     integer not null,
  at         timestamptz not null,
  check ((kind = 'corrected') = (after is not null))
);
comment on table visit_change is '走访记录的更正与撤回,只增不改;撤回的走访只留在这里';
create index on visit_change (retiree_id, visit_id);

create table visit_paper (
  id         bigint generated always as identity primary key,
  code       text not null unique check (code ~ '^[2-9A-HJKMNP-TV-Z]{10}$'),
  retiree_id bigint not null references retiree (id),
  planned_on date,
  reasons    text[] not null default '{}',
  account_id integer references account (id),
  org_id     integer not null,
  printed_at timestamptz not null,
  visit_id   bigint references visit (id) on delete set null,
  typed_at   timestamptz,
  typed_by   integer references account (id)
);
comment on table visit_paper is '印出的走访登记表:每张一个不含身份信息的编号,录入一次';
create index on visit_paper (retiree_id);
create index on visit_paper (visit_id);

insert into policy (code, org_id, title, document_no, source, value, valid_from) values
('visitCorrection', null, '走访记录更正', '平台默认值', '国家未定具体数值,各地以本级文件为准',
  '{"enabled":true,"days":30}', '1982-02-20');
