create table monitor.observation (
  run_id text primary key,
  release_id text not null,
  study_id text not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  input jsonb not null,
  output jsonb not null
);
create index on monitor.observation (release_id, seq);

-- One row an evaluated window of a signal; the unique key makes a repeated evaluation harmless.
create table monitor.evaluation (
  release_id text not null,
  signal text not null,
  direction text not null,
  first_seq bigint not null,
  last_seq bigint not null,
  n int not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  psi double precision not null,
  ks double precision not null,
  p double precision not null,
  alarm boolean not null,
  primary key (release_id, direction, signal, last_seq)
);

-- One row a release: locked while a run is judged; alarms up to `since_seq` no longer count, because people have answered them.
create table monitor.watch (
  release_id text primary key,
  since_seq bigint not null
);

create table monitor.finding (
  id text primary key,
  release_id text not null,
  signal text not null,
  last_seq bigint not null,
  opened_at timestamptz not null,
  state text not null,
  in_a_row int not null,
  suspended boolean not null,
  what text not null,
  closed_at timestamptz,
  closed_by text,
  conclusion text,
  unique (release_id, last_seq)
);

create table monitor.feedback (
  id text primary key,
  run_id text not null,
  release_id text not null,
  verdict text not null,
  comment text not null,
  person_id text not null,
  person text not null,
  at timestamptz not null,
  unique (run_id, person_id)
);
