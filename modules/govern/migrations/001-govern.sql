create table govern.permit (
  id text primary key,
  state text not null,
  terms jsonb not null,
  proposed_by jsonb not null,
  approved_by jsonb,
  requested_at timestamptz not null,
  decided_at timestamptz,
  screening jsonb not null default '[]',
  -- DSSE envelope over the terms, state and decision; null until approved
  envelope text
);

create table govern.decision (
  id text primary key,
  gate text not null,
  subject_kind text not null,
  subject_id text not null,
  open boolean not null,
  at timestamptz not null,
  actor text not null,
  evidence text not null,
  findings jsonb not null
);
create index on govern.decision (at desc);
create index on govern.decision (gate, open);
