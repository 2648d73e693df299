-- Who has looked at an object in quarantine: nobody else lets it go on.
create table deidentify.quarantine_look (
  quarantined_id text not null references deidentify.quarantined on delete cascade,
  person_id text not null,
  first_at timestamptz not null,
  looks integer not null,
  primary key (quarantined_id, person_id)
);
-- What of a sample's result is masked, in the form of deidentify.proof.masks.
alter table deidentify.sample add column masks jsonb;
-- What an object is, told by its content.
alter table deidentify.proof add column kind text not null default 'dicom';
