-- Who does this work in a unit, and from how many retirees on a unit sets up a leading group.

alter table org add column full_time_staff text check (length(full_time_staff) <= 120);
alter table org add column part_time_staff text check (length(part_time_staff) <= 120);
alter table org add column leading_group text check (length(leading_group) <= 120);
comment on column org.full_time_staff is '老干部工作专职人员姓名';
comment on column org.part_time_staff is '老干部工作兼职人员姓名';
comment on column org.leading_group is '老干部工作领导小组:组长及成立文号';

insert into policy (code, org_id, title, document_no, source, value, valid_from) values
('leadingGroup', null, '单位老干部工作领导小组', '平台默认值', '国家未定具体数值,各地以本级文件为准',
  '{"enabled":true,"owner":"managingUnit","atLeast":50}', '1982-02-20');
