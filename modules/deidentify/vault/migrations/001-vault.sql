-- Which key version a project was begun with: rotating the key never changes a pseudonym that was given out.
create table vault.project (
  permit_id text primary key,
  key_version integer not null,
  begun_at timestamptz not null
);

-- Tells that the key file at hand is the one that these rows were made with.
create table vault.key_check (
  key_version integer primary key,
  check_value text not null
);

-- One row a patient and project. `patient_tag` finds it, `sealed_patient` gives it back; neither says anything without the key
-- file, so who reads this database alone cannot re-identify anybody.
create table vault.subject (
  permit_id text not null references vault.project,
  patient_tag text not null,
  pseudonym text not null,
  sealed_patient text not null,
  given_at timestamptz not null,
  primary key (permit_id, patient_tag),
  unique (permit_id, pseudonym)
);

create table vault.reidentification (
  id text primary key,
  permit_id text not null,
  pseudonym text not null,
  reason text not null,
  state text not null check (state in ('requested', 'approved', 'refused')),
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  -- The rule of two people holds even for who can write SQL here.
  check (state <> 'approved' or (decided_by is not null and decided_by <> requested_by))
);

-- What was asked of the vault and by whom; never about which patient.
create table vault.log (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  operation text not null,
  outcome text not null,
  permit_id text,
  person text,
  subject text
);

create function vault.append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the vault''s log is append-only';
end $$;

create trigger append_only before update or delete on vault.log for each row execute function vault.append_only();
create trigger append_only_all before truncate on vault.log for each statement execute function vault.append_only();
