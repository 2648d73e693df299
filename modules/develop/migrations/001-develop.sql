create table develop.run (
  id text primary key,
  name text not null,
  permit_id text not null,
  dataset_id text not null,
  data_root text not null,
  state text not null,
  config jsonb not null,
  started_by text not null,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  decision_id text not null,
  cancel_asked boolean not null default false,
  -- How often it began: a worker that dies each time must not be started for ever.
  attempts int not null default 0,
  reason text,
  next text
);

create table develop.epoch (
  run_id text not null references develop.run (id),
  epoch int not null,
  loss double precision not null,
  dice double precision,
  dice_by_structure jsonb not null,
  seconds double precision not null,
  primary key (run_id, epoch)
);

create table develop.candidate (
  id text primary key,
  run_id text not null unique references develop.run (id),
  permit_id text not null,
  dataset_id text not null,
  data_root text not null,
  weights_sha256 text not null,
  bundle_sha256 text not null,
  code_commit text not null,
  environment_lock text not null,
  seed bigint not null,
  builder text not null,
  tune_dice double precision,
  made_at timestamptz not null
);
