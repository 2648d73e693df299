create table register.product (
  id text primary key,
  name text not null unique,
  kind text not null,
  manufacturer text not null,
  regulatory_path text not null,
  intended_use jsonb not null,
  registered_by text not null,
  registered_at timestamptz not null
);

create table register.release (
  id text primary key,
  product_id text not null references register.product (id),
  version text not null,
  state text not null,
  weights_sha256 text not null,
  map_sha256 text not null,
  bundle_name text,
  candidate_id text,
  builders jsonb not null,
  map_findings jsonb not null default '[]',
  verdict jsonb,
  registered_at timestamptz not null,
  unique (product_id, version)
);

create table register.approval (
  release_id text not null references register.release (id),
  role text not null,
  person_id text not null,
  name text not null,
  at timestamptz not null,
  primary key (release_id, role)
);
