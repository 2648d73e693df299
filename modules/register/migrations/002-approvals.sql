-- An approval is given on a result: another result needs another approval.
alter table register.approval add column result_id text not null default '';
update register.approval a set result_id = coalesce((select r.verdict->>'resultId' from register.release r where r.id = a.release_id), '');
alter table register.approval alter column result_id drop default;
alter table register.approval drop constraint approval_pkey;
alter table register.approval add primary key (release_id, result_id, role);
