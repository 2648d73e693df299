create schema if not exists doors;

create table doors.outbox (
  id text primary key,
  seq bigint generated always as identity,
  kind text not null,
  permit_id text not null,
  header jsonb not null,
  sha256 text not null,
  size bigint not null,
  signature text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  -- waiting | delivered | refused
  state text not null default 'waiting',
  reason text
);
create index on doors.outbox (state, seq);

create table doors.inbox (
  id text primary key,
  kind text not null,
  permit_id text not null,
  header jsonb not null,
  sha256 text not null,
  size bigint not null,
  from_zone text not null,
  received_at timestamptz not null,
  -- accepted | refused
  state text not null,
  reason text
);
