create table validate.protocol (
  id text primary key,
  hash text not null unique,
  document jsonb not null,
  registered_by text not null,
  registered_at timestamptz not null
);

create table validate.result (
  id text primary key,
  protocol_id text not null references validate.protocol (id),
  release_id text not null,
  product_name text not null,
  version text not null,
  kind text not null,
  state text not null,
  done int not null default 0,
  total int not null default 0,
  verdict text,
  reason text,
  opening int,
  decision_id text not null,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  weights_sha256 text,
  dataset_root text,
  masks_sha256 text,
  cases jsonb not null default '[]',
  summary jsonb not null default '[]',
  subgroups jsonb not null default '[]',
  findings jsonb not null default '[]',
  invented boolean not null default false
);
create index on validate.result (started_at desc);
