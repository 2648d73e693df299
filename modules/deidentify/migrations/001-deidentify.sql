-- Profiles as released; a changed rule set is another version.
create table deidentify.profile (
  id text primary key,
  name text not null,
  version text not null,
  state text not null check (state in ('draft', 'released', 'withdrawn')),
  hash text not null,
  released_at timestamptz,
  description text not null,
  document jsonb not null,
  unique (name, version)
);

-- Which source's studies are de-identified for which project.
create table deidentify.assignment (
  id text primary key,
  permit_id text not null,
  permit_title text not null,
  source_id text not null,
  -- Title of the source, as a received study names it.
  source text not null,
  profile_id text not null references deidentify.profile,
  added_by jsonb not null,
  added_at timestamptz not null,
  unique (permit_id, source_id)
);
create index on deidentify.assignment (source);

-- One row a study and project: where it stands.
create table deidentify.run (
  study_id text not null,
  permit_id text not null,
  assignment_id text not null references deidentify.assignment,
  patient_key text not null,
  -- waiting | left | refused | quarantined | failed
  state text not null check (state in ('waiting', 'left', 'refused', 'quarantined', 'failed')),
  reason text,
  next text,
  objects_released integer not null default 0,
  objects_quarantined integer not null default 0,
  bytes_released bigint not null default 0,
  -- The newest; a study that grew, or a big one, left in several.
  parcel_id text,
  seconds double precision,
  at timestamptz not null,
  primary key (study_id, permit_id)
);
create index on deidentify.run (state);
create index on deidentify.run (at);
create index on deidentify.run (permit_id, patient_key);
create index on deidentify.run (assignment_id, state);

-- What was done with each object that left; no original value.
create table deidentify.proof (
  id text primary key,
  study_id text not null,
  permit_id text not null,
  profile_id text not null references deidentify.profile,
  parcel_id text not null,
  at timestamptz not null,
  input_sha256 text not null,
  output_sha256 text not null,
  sop_instance_uid text not null,
  sop_class_uid text not null,
  modality text not null,
  rules jsonb not null,
  residual jsonb not null,
  -- The same object leaves once a project.
  unique (study_id, permit_id, input_sha256)
);

create table deidentify.quarantined (
  id text primary key,
  study_id text not null,
  permit_id text not null,
  input_sha256 text not null,
  modality text not null,
  code text not null,
  reason text not null,
  next text not null,
  at timestamptz not null,
  unique (study_id, permit_id, input_sha256)
);
create index on deidentify.quarantined (at);

-- The health record of a patient for a project.
create table deidentify.facts (
  permit_id text not null,
  patient_key text not null,
  -- waiting | left | refused | failed
  state text not null check (state in ('waiting', 'left', 'refused', 'failed')),
  reason text,
  next text,
  -- Over the facts as they left: the same facts are not sent twice.
  sha256 text,
  parcel_id text,
  at timestamptz not null,
  primary key (permit_id, patient_key)
);
create index on deidentify.facts (state);

-- When objects were worked on: what the throughput figure is made of.
create table deidentify.work (
  seq bigint generated always as identity primary key,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  objects integer not null
);
create index on deidentify.work (ended_at);
