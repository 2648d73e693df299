create table acquire.source (
  id text primary key,
  name text not null,
  -- What the sender calls itself; the standing permit is about this title.
  ae_title text not null unique,
  kind text not null check (kind in ('dimse', 'stow')),
  return_to jsonb,
  added_by text not null,
  added_at timestamptz not null
);

create table acquire.patient (
  key text primary key,
  created_at timestamptz not null
);

create table acquire.patient_id (
  issuer text not null,
  value text not null,
  patient_key text not null references acquire.patient,
  primary key (issuer, value)
);
create index on acquire.patient_id (patient_key);

-- Everything met about a person that must not leave this zone.
create table acquire.identity (
  patient_key text not null references acquire.patient,
  kind text not null check (kind in ('name', 'staff-name', 'patient-id', 'birth-date', 'accession', 'address', 'phone', 'email')),
  value text not null,
  primary key (patient_key, kind, value)
);

create table acquire.study (
  id text primary key,
  study_instance_uid text not null unique,
  patient_key text not null references acquire.patient,
  source text not null,
  description text not null,
  study_date text not null,
  body_part text not null,
  sex text not null,
  first_at timestamptz not null
);
create index on acquire.study (first_at);
create index on acquire.study (patient_key);
create index on acquire.study (source, first_at);

create table acquire.series (
  study_id text not null references acquire.study,
  series_instance_uid text not null,
  modality text not null,
  description text not null,
  primary key (study_id, series_instance_uid)
);

create table acquire.instance (
  sop_instance_uid text primary key,
  study_id text not null,
  series_instance_uid text not null,
  sop_class_uid text not null,
  transfer_syntax text not null,
  sha256 text not null,
  size bigint not null,
  source text not null,
  way text not null,
  received_at timestamptz not null,
  -- False until the study it came with was announced as complete: what a restart has to go on with.
  announced boolean not null default false,
  foreign key (study_id, series_instance_uid) references acquire.series
);
create index on acquire.instance (study_id);
create index instance_open on acquire.instance (study_id) where not announced;

-- Objects that were kept apart: unreadable ones, and other bytes under a UID that is taken.
create table acquire.refused_object (
  id text primary key,
  at timestamptz not null,
  source text not null,
  way text not null,
  state text not null check (state in ('quarantined', 'conflict')),
  code text not null,
  reason text not null,
  next text not null,
  position integer,
  sop_instance_uid text,
  study_id text,
  sha256 text not null,
  size bigint not null,
  unique nulls not distinct (sha256, source, code, sop_instance_uid)
);
create index on acquire.refused_object (at);

create table acquire.refused_reception (
  id text primary key,
  way text not null,
  calling_ae text not null,
  called_ae text not null,
  peer text not null,
  reason text not null,
  next text not null,
  times integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  unique (way, calling_ae, called_ae, peer, reason)
);
create index on acquire.refused_reception (last_at);

-- Where each study is; the newest row of a stage counts.
create table acquire.stage (
  seq bigint generated always as identity primary key,
  study_id text not null,
  stage text not null,
  state text not null,
  reason text,
  next text,
  at timestamptz not null
);
create index on acquire.stage (study_id, stage, seq desc);

-- FHIR resources as received, every version.
create table acquire.record (
  patient_key text not null references acquire.patient,
  resource_type text not null,
  resource_id text not null,
  version integer not null,
  sha256 text not null,
  resource jsonb not null,
  source text not null,
  received_at timestamptz not null,
  primary key (patient_key, resource_type, resource_id, version)
);
