-- An erasure is followed until every module of this zone has noted what it erased; the pseudonym is named until then and not after.
-- A person may be erased twice: from here, and by the clinic.
alter table link.erasure drop constraint erasure_permit_id_mark_key;
create index on link.erasure (permit_id, mark);
alter table link.erasure add column pseudonym text;
alter table link.erasure add column study_ids jsonb not null default '[]';
alter table link.erasure add column clinic_erasure text;
alter table link.erasure add column done_at timestamptz;

create table link.erasure_place (
  erasure_id text not null references link.erasure,
  place text not null,
  state text not null check (state in ('waiting', 'done')),
  counts jsonb not null default '{}',
  primary key (erasure_id, place)
);
