-- 一人一策: what each person wishes and what is done for it, looked at again in time; agreed contacts.

alter type duty_rule add value 'agreedContact';
alter type duty_rule add value 'planReview';

create table service_plan (
  id           integer generated always as identity primary key,
  retiree_id   bigint not null references retiree (id),
  kind         text not null check (kind in ('made', 'reviewed', 'ended')),
  made_on      date not null,
  contact_wish text check (length(contact_wish) <= 100),
  daily_life   text check (length(daily_life) <= 200),
  measures     text[] not null default '{}' check (cardinality(measures) <= 8),
  ended_why    text check (length(ended_why) between 2 and 100),
  account_id   integer,
  org_id       integer,
  recorded_at  timestamptz not null default now(),
  check ((kind = 'ended') = (ended_why is not null)),
  check (kind = 'ended' or cardinality(measures) > 0)
);
comment on table service_plan is '个人服务计划(一人一策):制定、复查、结束各记一行,最后一行为现行;只增不改';
comment on column service_plan.contact_wish is '愿意何时、用什么方式联系';
comment on column service_plan.daily_life is '起居、饮食、兴趣上的偏好,不写病情和收入';
create index on service_plan (retiree_id, made_on, id);
create trigger service_plan_is_append_only before update or delete on service_plan
  for each statement execute function refuse_rewrite();

create index contact_agreed on contact_record (retiree_id, next_on) where next_on is not null;
create index visit_agreed on visit (retiree_id, next_contact_on) where next_contact_on is not null;

insert into policy (code, org_id, title, document_no, source, value, valid_from) values
('agreedContact', null, '约定的联系', '平台默认值', '走访或联系时与本人约定的日子;提前几天列出由各地规定',
  '{"enabled":true,"owner":"managingUnit","windowDays":3}', '1982-02-20'),
('planReview', null, '服务计划复查', '平台默认值', '国家未定具体数值,各地以本级文件为准;只适用于有服务计划的老同志',
  '{"enabled":true,"owner":"managingUnit","reviewMonths":6,"windowDays":30}', '1982-02-20');
