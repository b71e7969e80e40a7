-- What rests on consent is not collected again after the consent was refused or withdrawn, by whatever door.

/* Whether the last word of a person on a purpose was no. */
create function consent_refused(person bigint, wanted text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select not agreed or withdrawn_on is not null from consent
    where retiree_id = person and purpose = wanted order by id desc limit 1), false)
$$;

create function keep_withdrawn_away() returns trigger language plpgsql as $$
begin
  if (new.chronic_diseases_sealed is not null or new.allergies_sealed is not null)
    and consent_refused(new.id, 'healthDetail') then
    new.chronic_diseases_sealed := null;
    new.allergies_sealed := null;
  end if;
  return new;
end $$;
create trigger retiree_keeps_withdrawn_away
  before update of chronic_diseases_sealed, allergies_sealed on retiree
  for each row execute function keep_withdrawn_away();

create function keep_withdrawn_out_of_history() returns trigger language plpgsql as $$
begin
  if new.after ?| array['chronicDiseases', 'allergies'] and consent_refused(new.retiree_id, 'healthDetail') then
    new.before := new.before - array['chronicDiseases', 'allergies'];
    new.after := new.after - array['chronicDiseases', 'allergies'];
  end if;
  return new;
end $$;
create trigger retiree_change_keeps_withdrawn_out before insert on retiree_change
  for each row execute function keep_withdrawn_out_of_history();
