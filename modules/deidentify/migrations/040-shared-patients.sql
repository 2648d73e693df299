-- Counting patients that another region has as well. Nothing here names a patient but by this zone's own opaque key.
create table deidentify.shared_agreement (
  id text primary key,
  project text not null,
  partner text not null,
  url text not null,
  public_key text not null,
  permit_id text not null,
  state text not null check (state in ('proposed', 'active', 'ended')),
  proposed_by jsonb not null,
  proposed_at timestamptz not null,
  approved_by jsonb,
  approved_at timestamptz,
  ended_by jsonb,
  ended_at timestamptz,
  -- The rule of two people holds even for who can write SQL here.
  check (approved_by is null or approved_by ->> 'id' <> proposed_by ->> 'id')
);
create unique index on deidentify.shared_agreement (project, public_key) where state <> 'ended';

-- The set that is counted: looked at once a day (UTC), and changed only when ten or more patients came or went.
create table deidentify.shared_set (
  agreement_id text primary key references deidentify.shared_agreement,
  looked_at_on text not null
);
create table deidentify.shared_set_member (
  agreement_id text not null references deidentify.shared_set,
  patient_key text not null,
  primary key (agreement_id, patient_key)
);
create index on deidentify.shared_set_member (patient_key);

create table deidentify.shared_run (
  id text primary key,
  agreement_id text not null references deidentify.shared_agreement,
  direction text not null check (direction in ('asked', 'answered')),
  state text not null check (state in ('waiting', 'answered', 'done', 'refused', 'failed')),
  reason text,
  at timestamptz not null,
  -- Person numbers in this zone's set; told to nobody.
  own_patients integer,
  own_size integer,
  partner_size integer,
  count integer check (count >= 10),
  suppressed text check (suppressed in ('fewer-than-10', 'fewer-than-10-others')),
  problem text,
  check (count is null or suppressed is null)
);
create index on deidentify.shared_run (agreement_id, direction, at);
