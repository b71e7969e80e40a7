-- 结对联系: groups with dated members and people, contacts written down, cards handed out.

alter type duty_rule add value 'contactCall';
alter type duty_rule add value 'contactVisit';

create table contact_group (
  id          integer generated always as identity primary key,
  org_id      integer not null references org (id),
  name        text not null check (length(name) between 2 and 40),
  duty_phone  text check (length(duty_phone) between 3 and 40),
  founded_on  date not null,
  closed_on   date,
  account_id  integer,
  recorded_at timestamptz not null default now(),
  check (closed_on is null or closed_on >= founded_on)
);
comment on table contact_group is '结对联系小组:由哪个机构组建,名称、成立与撤销日期';
comment on column contact_group.duty_phone is '联系卡上的值班电话;空为组建机构的电话';
create unique index contact_group_name on contact_group (org_id, name) where closed_on is null;

/* Membership begins and ends; what was is never rewritten. */
create function end_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception '% is append-only', tg_table_name; end if;
  if old.valid_to is not null
    or to_jsonb(new) - array['valid_to', 'ended_why', 'ended_by']
      is distinct from to_jsonb(old) - array['valid_to', 'ended_why', 'ended_by'] then
    raise exception '% is append-only', tg_table_name;
  end if;
  return new;
end $$;

create table contact_group_member (
  id          integer generated always as identity primary key,
  group_id    integer not null references contact_group (id),
  staff_id    integer references account (id),
  name        text not null check (length(name) between 1 and 60),
  phone       text check (length(phone) between 3 and 40),
  is_leader   boolean not null,
  valid_from  date not null,
  valid_to    date,
  ended_why   text check (length(ended_why) between 2 and 100),
  ended_by    integer,
  account_id  integer,
  recorded_at timestamptz not null default now(),
  check (valid_to is null or valid_to >= valid_from),
  check ((valid_to is null) = (ended_why is null))
);
comment on table contact_group_member is '结对小组成员:工作人员或志愿者,起止日期(止日不含);只增,结束一次';
comment on column contact_group_member.staff_id is '工作人员的账号;志愿者没有账号';
create index on contact_group_member (group_id);
create unique index contact_group_leader on contact_group_member (group_id)
  where is_leader and valid_to is null;
create unique index contact_group_staff on contact_group_member (group_id, staff_id)
  where valid_to is null;
create index on contact_group_member (staff_id) where valid_to is null;
create trigger contact_group_member_ends_once before update or delete on contact_group_member
  for each row execute function end_once();

create table contact_group_person (
  id          bigint generated always as identity primary key,
  group_id    integer not null references contact_group (id),
  org_id      integer not null references org (id),
  retiree_id  bigint not null references retiree (id),
  valid_from  date not null,
  valid_to    date,
  ended_why   text check (length(ended_why) between 2 and 100),
  ended_by    integer,
  account_id  integer,
  recorded_at timestamptz not null default now(),
  check (valid_to is null or valid_to >= valid_from),
  check ((valid_to is null) = (ended_why is null))
);
comment on table contact_group_person is '结对联系的老同志:哪个小组,起止日期(止日不含);只增,结束一次';
comment on column contact_group_person.org_id is '小组的组建机构;一人在一个机构同时只属一个小组';
create unique index contact_group_once on contact_group_person (org_id, retiree_id)
  where valid_to is null;
create index on contact_group_person (retiree_id);
create index on contact_group_person (group_id) where valid_to is null;
create trigger contact_group_person_ends_once before update or delete on contact_group_person
  for each row execute function end_once();

create table contact_record (
  id           bigint generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  contacted_on date not null,
  way          text not null check (way in ('phone', 'message', 'letter')),
  reached      boolean not null,
  contacted_by text not null check (length(contacted_by) between 1 and 60),
  note         text check (length(note) <= 100),
  next_on      date check (next_on > contacted_on),
  group_id     integer references contact_group (id),
  ticket_id    bigint,
  account_id   integer,
  org_id       integer,
  recorded_at  timestamptz not null default now()
);
comment on table contact_record is '联系记录:电话、短信、书信,谁联系、是否联系上;当面的记在走访;只增不改';
comment on column contact_record.ticket_id is '联系中提出的需要所开的事项';
create index on contact_record (retiree_id, contacted_on);
create trigger contact_record_is_append_only before update or delete on contact_record
  for each statement execute function refuse_rewrite();

create table contact_card (
  id         bigint generated always as identity primary key,
  number     text not null unique,
  retiree_id bigint not null references retiree (id),
  group_id   integer references contact_group (id),
  export_id  integer not null references export (id),
  printed_on date not null,
  account_id integer,
  printed_at timestamptz not null default now()
);
comment on table contact_card is '联系卡:每张一号,何日为谁打印;只增不改';
create index on contact_card (retiree_id);
create trigger contact_card_is_append_only before update or delete on contact_card
  for each statement execute function refuse_rewrite();

create table contact_card_event (
  id          bigint generated always as identity primary key,
  card_id     bigint not null references contact_card (id),
  retiree_id  bigint not null references retiree (id),
  kind        text not null check (kind in ('given', 'lost', 'withdrawn')),
  happened_on date not null,
  by_whom     text not null check (length(by_whom) between 1 and 60),
  to_whom     text check (length(to_whom) between 1 and 60),
  account_id  integer,
  recorded_at timestamptz not null default now(),
  check ((kind = 'given') = (to_whom is not null))
);
comment on table contact_card_event is '联系卡发放记录:何日由谁发给谁,遗失或收回;只增不改';
create unique index contact_card_event_once on contact_card_event (card_id, kind);
create trigger contact_card_event_is_append_only before update or delete on contact_card_event
  for each statement execute function refuse_rewrite();

insert into policy (code, org_id, title, document_no, source, value, valid_from) values
('contactCall', null, '结对电话联系', '平台默认值', '国家未定具体数值,各地以本级文件为准;只适用于已结对的老同志',
  '{"enabled":true,"owner":"managingUnit","months":1,"closerMonths":1,"closerAge":80,"closerTiers":[],"closerTags":["livingAlone","emptyNest","noKin","lostOnlyChild","disabled","homebound"]}', '1982-02-20'),
('contactVisit', null, '结对上门走访谈心', '平台默认值', '国家未定具体数值,各地以本级文件为准;只适用于已结对的老同志',
  '{"enabled":true,"owner":"managingUnit","months":6,"closerMonths":3,"closerAge":80,"closerTiers":[],"closerTags":["livingAlone","noKin","lostOnlyChild","disabled","homebound"]}', '1982-02-20');
