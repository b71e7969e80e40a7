-- What the application may do in the database, and which rows it sees. Applied after the
-- migrations whenever it or a table has changed, so that this page is the whole truth. The application connects as
-- `chongyang_app`, which owns nothing; jobs, migrations and the command line connect as the owner.
--
-- `app.scope` holds the organisations at and below which the actor acts, as an array; a person is
-- seen when the person's reach holds them all. Unset or empty, nobody is seen.

do $$ begin
  if not exists (select from pg_roles where rolname = 'chongyang_app') then
    create role chongyang_app nologin noinherit;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

do $$ begin
  execute format('grant chongyang_app to %I', current_user);
exception when others then null;
end $$;

grant usage on schema public to chongyang_app;
grant select, insert, update, delete on all tables in schema public to chongyang_app;
grant usage on all sequences in schema public to chongyang_app;

revoke all on migration from chongyang_app;
revoke truncate on all tables in schema public from chongyang_app;

-- Parts of the trace are reached through the trace alone; what is append-only is never rewritten.
do $$
declare part record;
begin
  for part in
    select inhrelid::regclass as name from pg_inherits where inhparent = 'trace'::regclass
  loop
    execute format('revoke all on %s from chongyang_app', part.name);
  end loop;
  for part in
    select tgrelid::regclass as name from pg_trigger
    where tgfoid = 'refuse_rewrite'::regproc and tgparentid = 0
  loop
    execute format('revoke update, delete on %s from chongyang_app', part.name);
  end loop;
end $$;

-- What was written of a visit before stays; only the seal of a value is made anew, by the owner.
revoke update, delete on visit_change from chongyang_app;
grant update (retiree_id) on visit_change to chongyang_app;

create or replace function acting_scope() returns integer[] language sql stable parallel safe as
$$ select nullif(current_setting('app.scope', true), '')::integer[] $$;

create or replace function acting_account() returns integer language sql stable parallel safe as
$$ select nullif(current_setting('app.account', true), '')::integer $$;

create or replace function acting_role() returns text language sql stable parallel safe as
$$ select coalesce(current_setting('app.role', true), '') $$;

-- A new record is within reach of the bureau that makes it, before it has any tie.
create or replace function give_first_reach() returns trigger language plpgsql as $$
begin
  if new.reach = '{}' then
    new.reach := coalesce((select path from org where id = new.home_id), '{}');
  end if;
  return new;
end $$;
create or replace trigger retiree_first_reach before insert on retiree
  for each row execute function give_first_reach();

-- Persons, and everything that hangs on a person.
create or replace procedure guard_table(name text, seen text, written text default null)
  language plpgsql as $$
begin
  if to_regclass(name) is null then return; end if;
  execute format('alter table %I enable row level security', name);
  execute format('drop policy if exists within_reach on %I', name);
  execute format('create policy within_reach on %I to chongyang_app using (%s) with check (%s)',
    name, seen, coalesce(written, seen));
end $$;

call guard_table('retiree', 'reach @> acting_scope()');

do $$
declare name text;
begin
  foreach name in array array[
    'tie', 'tag', 'contact', 'life_event', 'retiree_change', 'change_request', 'verification',
    'visit', 'duty', 'duty_waiver', 'duty_withdrawal', 'snapshot_row', 'register_entry',
    'register_absence', 'campaign_person', 'transparency_question', 'attachment', 'consent', 'person_copy',
    'hospital_stay', 'care_event', 'care_change', 'home_ward', 'doctor_round', 'check_up_person',
    'care_assessment',
    'visit_need', 'visit_photo', 'visit_change', 'visit_paper'
  ] loop
    call guard_table(name,
      format('exists (select from retiree r where r.id = %I.retiree_id)', name));
  end loop;
end $$;

call guard_table('duplicate_decision',
  'exists (select from retiree r where r.id = duplicate_decision.first_id)
    and exists (select from retiree r where r.id = duplicate_decision.second_id)');

-- Calls: of the people one sees, and at the desks at or below one's place, whoever called.
call guard_table('call', 'exists (select from retiree r where r.id = call.retiree_id)
  or exists (select from org o where o.id = call.desk_id and o.path @> acting_scope())');
call guard_table('call_step', 'exists (select from call c where c.id = call_step.call_id)');
call guard_table('call_press', 'exists (select from call c where c.id = call_press.call_id)');
call guard_table('call_token', 'exists (select from retiree r where r.id = call_token.retiree_id)');
call guard_table('call_device',
  'exists (select from org o where o.id = call_device.org_id and o.path @> acting_scope())');
call guard_table('call_device_person',
  'exists (select from retiree r where r.id = call_device_person.retiree_id)');
call guard_table('call_shift',
  'exists (select from org o where o.id = call_shift.org_id and o.path @> acting_scope())');
revoke update, delete on call_step from chongyang_app;

-- Matters follow the person; what was sent, the sender's organisation and whom it went to.
call guard_table('ticket', 'exists (select from retiree r where r.id = ticket.retiree_id)');
call guard_table('ticket_step', 'exists (select from ticket t where t.id = ticket_step.ticket_id)');
revoke update, delete on ticket_step, message_template from chongyang_app;
call guard_table('message', 'account_id = acting_account()
  or (retiree_id is null or exists (select from retiree r where r.id = message.retiree_id))
    and exists (select from org o where o.id = message.org_id and o.path @> acting_scope())');
call guard_table('message_attempt',
  'exists (select from message m where m.id = message_attempt.message_id)');

-- Why and how often somebody opened a person: seen by oneself and by those who see the person.
do $$
declare name text;
begin
  foreach name in array array['purpose_grant', 'person_seen'] loop
    call guard_table(name, format('account_id = acting_account()
      or exists (select from retiree r where r.id = %I.retiree_id)', name),
      'account_id = acting_account()');
  end loop;
end $$;
call guard_table('break_glass', 'account_id = acting_account()
  or exists (select from retiree r where r.id = break_glass.retiree_id)');

do $$
declare name text;
begin
  foreach name in array array['festival_person', 'festival_stop', 'festival_result',
    'hardship_case', 'relief_payment_row'] loop
    call guard_table(name,
      format('exists (select from retiree r where r.id = %I.retiree_id)', name));
  end loop;
end $$;

do $$
declare name text;
begin
  foreach name in array array['hardship_step', 'hardship_plan'] loop
    call guard_table(name,
      format('exists (select from hardship_case c where c.id = %I.case_id)', name));
  end loop;
  foreach name in array array['relief_fund', 'relief_payment'] loop
    call guard_table(name, format(
      'exists (select from org o where o.id = %I.org_id and o.path @> acting_scope())', name));
  end loop;
end $$;
call guard_table('relief_entry',
  'exists (select from relief_fund f where f.id = relief_entry.fund_id)');

-- What belongs to an organisation and holds people's data.
do $$
declare name text;
begin
  foreach name in array array['import_batch', 'import_mapping', 'snapshot'] loop
    call guard_table(name, format(
      'exists (select from org o where o.id = %I.org_id and o.path @> acting_scope())', name));
  end loop;
end $$;

-- A contact group: of one's own organisations, or looking after somebody one sees.
do $$
declare name text;
begin
  foreach name in array array[
    'contact_group_person', 'contact_record', 'contact_card', 'contact_card_event', 'service_plan'
  ] loop
    call guard_table(name,
      format('exists (select from retiree r where r.id = %I.retiree_id)', name));
  end loop;
end $$;
call guard_table('contact_group',
  'exists (select from org o where o.id = contact_group.org_id and o.path @> acting_scope())
    or exists (select from contact_group_person p
      where p.group_id = contact_group.id and p.valid_to is null)',
  'exists (select from org o where o.id = contact_group.org_id and o.path @> acting_scope())');
call guard_table('contact_group_member',
  'exists (select from contact_group g where g.id = contact_group_member.group_id)',
  'exists (select from contact_group g join org o on o.id = g.org_id
    where g.id = contact_group_member.group_id and o.path @> acting_scope())');

call guard_table('in_service',
  'exists (select from org o where o.id = in_service.unit_id and o.path @> acting_scope())');

-- Requests and exports: one's own, and those of one's organisation.
call guard_table('approval', 'maker_account_id = acting_account()
  or exists (select from org o where o.id = approval.org_id and o.path @> acting_scope())');
call guard_table('export', 'account_id = acting_account()
  or exists (select from org o where o.id = export.org_id and o.path @> acting_scope())');
call guard_table('export_file', 'exists (select from export e where e.id = export_file.export_id)');
-- Read through the export, not the person: whom one took counts even when out of reach by now.
call guard_table('export_person',
  'exists (select from export e where e.id = export_person.export_id)',
  'exists (select from export e where e.id = export_person.export_id)
    and exists (select from retiree r where r.id = export_person.retiree_id)');

call guard_table('import_row',
  'exists (select from import_batch b where b.id = import_row.batch_id)');
call guard_table('import_progress',
  'exists (select from import_batch b where b.id = import_progress.batch_id)');

-- Each of the three offices reads what is its own.
do $$
declare name text;
begin
  foreach name in array array['alert', 'alert_closing', 'look_day'] loop
    call guard_table(name, 'acting_role() = ''securityAdmin''');
  end loop;
  foreach name in array array['seal', 'seal_key', 'seal_check', 'trace_purge'] loop
    call guard_table(name, 'acting_role() = ''auditAdmin''');
  end loop;
end $$;
call guard_table('security_notice', 'acting_role() = ''securityAdmin''', 'true');

call guard_table('erasure',
  'exists (select from org o where o.id = erasure.home_id and o.path @> acting_scope())');

-- One's own settings.
do $$
declare name text;
begin
  foreach name in array array['preference', 'saved_filter'] loop
    call guard_table(name, 'account_id = acting_account()');
  end loop;
end $$;

-- Number, moment and transaction of a trace are the database's to give, and seals the platform's.
revoke insert on trace from chongyang_app;
grant insert (account_id, post_id, org_id, operation, outcome, name, subject, subject_id, detail,
  purpose, source) on trace to chongyang_app;
revoke insert on seal, seal_key, trace_purge, retention_run from chongyang_app;

-- Nobody writes the trace in another's name. It is read by the audit administrator, by oneself,
-- and, for what was done with a person, by those who see the person.
alter table trace enable row level security;
drop policy if exists written_by_oneself on trace;
create policy written_by_oneself on trace for insert to chongyang_app
  with check (account_id is not distinct from acting_account());
drop policy if exists read_by_right on trace;
create policy read_by_right on trace for select to chongyang_app using (
  account_id = acting_account() or acting_role() = 'auditAdmin'
  or subject = 'retiree' and exists (select from retiree r where r.id = trace.subject_id));
