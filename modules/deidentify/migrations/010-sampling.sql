-- What a person must have looked at before studies leave, and afterwards. Assignments from before this was asked keep leaving; the
-- DPO begins a sampling with a limit for them.
alter table deidentify.assignment add column sampling jsonb not null default '{"limit":"none","every":0}';
alter table deidentify.assignment alter column sampling drop default;

alter table deidentify.run drop constraint run_state_check;
alter table deidentify.run add constraint run_state_check
  check (state in ('waiting', 'held', 'left', 'refused', 'quarantined', 'failed'));

-- One row an assignment, profile version and epoch; the newest epoch counts.
create table deidentify.sampling (
  id text primary key,
  assignment_id text not null references deidentify.assignment,
  profile_id text not null references deidentify.profile,
  epoch integer not null,
  -- Null: no limit.
  leak_limit double precision,
  sample_every integer not null,
  -- Decides which of the studies that leave are looked at afterwards.
  seed text not null,
  state text not null check (state in ('holding', 'open', 'stopped')),
  started_at timestamptz not null,
  started_by jsonb not null,
  reason text,
  stopped_at timestamptz,
  unique (assignment_id, profile_id, epoch)
);

-- A draw from the held studies: seed and pool make it anew.
create table deidentify.draw (
  id text primary key,
  sampling_id text not null references deidentify.sampling,
  seed text not null,
  pool jsonb not null,
  size integer not null,
  state text not null check (state in ('drawing', 'drawn')),
  -- Studies of the pool with nothing that would leave, and why.
  passed_over jsonb not null default '[]',
  drawn_by jsonb not null,
  at timestamptz not null
);

create table deidentify.sample (
  id text primary key,
  sampling_id text not null references deidentify.sampling,
  n integer not null,
  -- Null: taken when its study left.
  draw_id text references deidentify.draw,
  study_id text not null,
  input_sha256 text not null,
  output_sha256 text not null,
  modality text not null,
  at timestamptz not null,
  unique (sampling_id, study_id),
  unique (sampling_id, n)
);

-- Who looked at what; without a look there is no answer.
create table deidentify.sample_look (
  sample_id text not null references deidentify.sample,
  person_id text not null,
  first_at timestamptz not null,
  looks integer not null,
  primary key (sample_id, person_id)
);

-- What each person said; where, never what.
create table deidentify.sample_answer (
  sample_id text not null references deidentify.sample,
  person_id text not null,
  at timestamptz not null,
  seen boolean not null,
  kind text,
  place jsonb,
  primary key (sample_id, person_id)
);
