create table deploy.release (
  id text primary key,
  product_name text not null,
  version text not null,
  state text not null,
  reason text,
  map_sha256 text not null,
  bundle_name text,
  weights_sha256 text not null,
  weights_validated text not null,
  verdict text not null,
  intended_use jsonb not null,
  approvals jsonb not null,
  builders jsonb not null,
  permit_id text,
  received_at timestamptz not null,
  activated_at timestamptz
);

create table deploy.route (
  id text primary key,
  name text not null,
  release_id text not null references deploy.release (id),
  condition jsonb not null,
  destination jsonb not null,
  active boolean not null default true
);

create table deploy.run (
  id text primary key,
  route_id text not null references deploy.route (id),
  release_id text not null references deploy.release (id),
  study_id text not null,
  -- Digest over the images of the study that the route takes: more images are another run, the same ones are not.
  input_sha256 text not null,
  state text not null,
  attempts int not null default 0,
  reason text,
  next text,
  study_received_at timestamptz not null,
  started_at timestamptz not null,
  returned_at timestamptz,
  seconds double precision,
  volumes jsonb not null default '[]',
  objects jsonb not null default '[]',
  input jsonb not null default '{}',
  output jsonb not null default '{}',
  -- However often a study is announced, its images go a route once.
  unique (route_id, study_id, input_sha256)
);
create index on deploy.run (started_at desc);
