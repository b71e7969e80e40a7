-- 节日慰问: a round of greetings fixed on a day, what each is given, who brings it, what became of it.

create table festival (
  id           bigint generated always as identity primary key,
  org_id       integer not null references org (id),
  snapshot_id  bigint not null references snapshot (id),
  kind         text not null,
  name         text not null check (length(name) between 2 and 60),
  cut_off_on   date not null,
  from_on      date not null,
  due_on       date not null,
  budget_fen   bigint check (budget_fen >= 0),
  document_no  text check (length(document_no) <= 80),
  account_id   integer,
  opened_at    timestamptz not null,
  closed_on    date,
  closed_by    integer,
  check (due_on >= from_on)
);
comment on table festival is '节日慰问:口径日、起止、预算;名单见所附的冻结名单';

create table festival_standard (
  festival_id  bigint not null references festival (id),
  ordinal      smallint not null check (ordinal between 1 and 20),
  title        text not null check (length(title) between 1 and 40),
  category     text,
  min_age      smallint check (min_age between 1 and 130),
  amount_fen   bigint not null check (amount_fen between 0 and 100000000),
  gift         text check (length(gift) <= 60),
  primary key (festival_id, ordinal)
);
comment on table festival_standard is '慰问标准:按次序,先合者为准;只增不改';
create trigger festival_standard_is_append_only before update or delete on festival_standard
  for each statement execute function refuse_rewrite();

create table festival_person (
  festival_id  bigint not null references festival (id),
  retiree_id   bigint not null references retiree (id),
  ordinal      integer not null,
  household    bigint not null,
  standard     smallint not null,
  amount_fen   bigint not null,
  unit_id      integer,
  community_id integer,
  primary key (festival_id, retiree_id),
  unique (festival_id, ordinal),
  foreign key (festival_id, standard) references festival_standard (festival_id, ordinal)
);
comment on table festival_person is '慰问对象:冻结时的人、户、标准、金额与归属;只增不改';
comment on column festival_person.household is '同户的人同号:一户一次';
create index on festival_person (retiree_id);
create trigger festival_person_is_append_only before update or delete on festival_person
  for each statement execute function refuse_rewrite();

create table festival_route (
  id           bigint generated always as identity primary key,
  festival_id  bigint not null references festival (id),
  name         text not null check (length(name) between 1 and 40),
  leader       text not null check (length(leader) between 1 and 60),
  going_on     date not null,
  unique (festival_id, name)
);
comment on table festival_route is '慰问路线:带队领导、日期';

create table festival_stop (
  festival_id  bigint not null,
  retiree_id   bigint not null,
  route_id     bigint not null references festival_route (id),
  primary key (festival_id, retiree_id),
  foreign key (festival_id, retiree_id) references festival_person (festival_id, retiree_id)
);
comment on table festival_stop is '路线上的人;同户同路线';
create index on festival_stop (route_id);

create table festival_result (
  id           bigint generated always as identity primary key,
  festival_id  bigint not null,
  retiree_id   bigint not null,
  result       text not null check (result in ('delivered', 'sent', 'toSurvivor', 'returned')),
  happened_on  date not null,
  note         text check (length(note) <= 100),
  visit_id     bigint references visit (id),
  account_id   integer,
  org_id       integer,
  recorded_at  timestamptz not null,
  foreign key (festival_id, retiree_id) references festival_person (festival_id, retiree_id)
);
comment on table festival_result is '慰问结果:每次登记另记一行,以最后一行为准;只增不改';
create index on festival_result (festival_id, retiree_id, id desc);
create trigger festival_result_is_append_only before update or delete on festival_result
  for each statement execute function refuse_rewrite();

alter table export drop constraint export_source_check;
alter table export add constraint export_source_check
  check (source in ('roster', 'snapshot', 'card', 'festival'));
