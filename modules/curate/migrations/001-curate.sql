create table curate.cohort (
  id text primary key,
  name text not null,
  permit_id text not null,
  rule jsonb not null,
  defined_by text not null,
  defined_at timestamptz not null
);

create table curate.dataset (
  id text primary key,
  name text not null,
  version int not null,
  cohort_id text not null references curate.cohort (id),
  permit_id text not null,
  state text not null,
  done int not null default 0,
  total int not null,
  reason text,
  root text,
  asked_at timestamptz not null,
  frozen_at timestamptz,
  frozen_by text not null,
  decision_id text not null,
  structures jsonb not null,
  split jsonb not null,
  -- Facts of the set as a whole, small cells suppressed, taken when it was frozen
  datasheet jsonb,
  attempts int not null default 0,
  unique (permit_id, name, version)
);

-- The keys that the items are sealed with, each wrapped under the secret of this part. The test part has its own.
create table curate.key (
  dataset_id text not null references curate.dataset (id),
  compartment text not null,
  wrapped text not null,
  primary key (dataset_id, compartment)
);

create table curate.item (
  dataset_id text not null references curate.dataset (id),
  id text not null,
  -- Gone when the person was erased
  pseudonym text,
  study_id text,
  part text not null,
  label_id text,
  label_version int,
  label_seg_sha256 text,
  -- Of the plain bytes; null until the item is made
  sha256 text,
  image_sha256 text,
  label_sha256 text,
  image_size bigint,
  label_size bigint,
  -- Content addresses of the sealed bytes
  image_file text,
  label_file text,
  erased_by text,
  primary key (dataset_id, id)
);
create index on curate.item (pseudonym);

create table curate.left_out (
  dataset_id text not null references curate.dataset (id),
  study_id text not null,
  reason text not null,
  primary key (dataset_id, study_id)
);

create table curate.opening (
  id text primary key,
  dataset_id text not null references curate.dataset (id),
  decision_id text not null,
  parts jsonb not null,
  items int not null,
  actor text not null,
  why text not null,
  at timestamptz not null
);
create index on curate.opening (dataset_id);
create index on curate.opening (decision_id);
