-- Parcels on their way: what the other zone said of each decides what is said of its study.
create table deidentify.parcel (
  id text primary key,
  seq bigint generated always as identity,
  -- Of a study, or of a patient's facts.
  study_id text,
  patient_key text,
  permit_id text not null,
  state text not null default 'posted' check (state in ('posted', 'delivered', 'refused')),
  reason text,
  check ((study_id is null) <> (patient_key is null))
);
create index parcel_on_its_way on deidentify.parcel (seq) where state = 'posted';
create index on deidentify.proof (parcel_id);
