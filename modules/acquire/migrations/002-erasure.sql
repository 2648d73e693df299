-- Erasures of patients: asked for by one person, agreed to by another, and followed until every place is done. Once it is done nothing
-- here says of whom it was.
create table acquire.erasure (
  id text primary key,
  patient_key text,
  study_ids jsonb not null default '[]',
  studies integer not null,
  reason text not null,
  state text not null check (state in ('requested', 'running', 'done', 'refused')),
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  done_at timestamptz,
  -- The rule of two people holds even for who can write SQL here.
  check (state in ('requested', 'refused') or (decided_by is not null and decided_by <> requested_by))
);
create unique index erasure_under_way on acquire.erasure (patient_key) where state in ('requested', 'running');

create table acquire.erasure_place (
  erasure_id text not null references acquire.erasure,
  zone text not null,
  place text not null,
  permit_id text not null default '',
  state text not null check (state in ('waiting', 'done')),
  counts jsonb not null default '{}',
  at timestamptz,
  primary key (erasure_id, zone, place, permit_id)
);
