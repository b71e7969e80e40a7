-- A batch whose writing failed says so and waits for a choice; one that was given up keeps no people.

alter table import_batch drop constraint import_batch_status_check;
alter table import_batch add constraint import_batch_status_check check (status in
  ('checking', 'checked', 'unreadable', 'committing', 'failed', 'committed', 'undone', 'abandoned'));
