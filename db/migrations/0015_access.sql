-- Why a record is opened, how many people a post may open in a day, what is opened in an emergency,
-- and what the person concerned asks about it.

alter table retiree add column is_vip boolean not null default false;
comment on column retiree.is_vip is '重点保护:每次查看详情都须写明用途和事由';

create table purpose_grant (
  id         bigint generated always as identity primary key,
  account_id integer not null references account (id),
  retiree_id bigint not null references retiree (id),
  purpose    text not null,
  case_text  text check (length(case_text) between 2 and 120),
  granted_at timestamptz not null,
  until      timestamptz not null,
  check (until > granted_at)
);
comment on table purpose_grant is '写明用途后的查看:某人为何、至何时可看某位老同志的敏感信息';
create index on purpose_grant (retiree_id, account_id, until);

create table person_seen (
  account_id integer not null,
  day        date not null,
  retiree_id bigint not null,
  primary key (account_id, day, retiree_id)
);
comment on table person_seen is '每个账号每日打开过的人,用于每日人数上限';

create table budget_raise (
  id         bigint generated always as identity primary key,
  account_id integer not null references account (id),
  day        date not null,
  extra      integer not null check (extra between 1 and 500),
  reason     text not null check (length(reason) between 4 and 200),
  raised_by  integer not null references account (id),
  raised_at  timestamptz not null,
  check (raised_by <> account_id)
);
comment on table budget_raise is '当日查看人数的临时增加,由领导写明理由';
create index on budget_raise (account_id, day);

create table break_glass (
  id          bigint generated always as identity primary key,
  retiree_id  bigint not null references retiree (id),
  account_id  integer not null references account (id),
  post_id     integer not null references post (id),
  org_id      integer not null references org (id),
  alarm       text check (length(alarm) between 1 and 60),
  reason      text not null check (length(reason) between 4 and 200),
  opened_at   timestamptz not null,
  until       timestamptz not null,
  review_due  date not null,
  reviewed_by integer references account (id),
  reviewed_at timestamptz,
  justified   boolean,
  finding     text check (length(finding) between 2 and 200),
  check ((reviewed_at is null) = (reviewed_by is null)),
  check ((reviewed_at is null) = (justified is null)),
  check (reviewed_by is distinct from account_id)
);
comment on table break_glass is '紧急查看:何人何时为何打开了谁的应急信息,以及事后复核';
create index on break_glass (retiree_id, id);
create index on break_glass (account_id, retiree_id, until);
create index break_glass_unreviewed on break_glass (post_id, review_due) where reviewed_at is null;

create table transparency_question (
  id            bigint generated always as identity primary key,
  retiree_id    bigint not null references retiree (id),
  trace_id      bigint not null,
  about_account integer,
  channel       text not null check (channel in ('phone', 'paper', 'portal', 'visit')),
  asked_by      text not null check (length(asked_by) between 2 and 60),
  question      text not null check (length(question) between 2 and 300),
  asked_on      date not null,
  due_on        date not null,
  account_id    integer,
  answered_by   integer references account (id),
  answered_at   timestamptz,
  answer        text check (length(answer) between 4 and 500),
  told          text check (told in ('phone', 'paper', 'portal', 'visit')),
  check ((answered_at is null) = (answer is null)),
  check (answered_by is distinct from about_account or answered_by is null)
);
comment on table transparency_question is '对某次查看的疑问:十五个工作日内由另一人答复';
create index on transparency_question (retiree_id, id);
create index transparency_question_open on transparency_question (due_on) where answered_at is null;

/* Whether a person belongs to a region: all that a post beyond reach may learn before it opens. */
create function lies_in_region(person bigint, region integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from retiree where id = person and left_on is null and reach @> array[region])
$$;

/* The record of someone whom the acting account has opened in an emergency, while that lasts. */
create function retiree_in_emergency(person bigint, at timestamptz) returns setof retiree
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.* from retiree r where r.id = person and exists (
    select from break_glass g where g.retiree_id = person and g.until > at
      and g.account_id = nullif(current_setting('app.account', true), '')::integer)
$$;

create function contacts_in_emergency(person bigint, at timestamptz) returns setof contact
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.* from contact c where c.retiree_id = person and c.ended_on is null and exists (
    select from break_glass g where g.retiree_id = person and g.until > at
      and g.account_id = nullif(current_setting('app.account', true), '')::integer)
$$;
