create schema if not exists ledger;

-- One row an event, in the order of the Merkle log. The leaf covers the envelope; the envelope holds a salted commitment of
-- the payload, so a payload can be erased (payload and salt set to null) and the log still verifies.
create table ledger.event (
  seq bigint primary key,
  id text not null unique,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  envelope text not null,
  leaf bytea not null,
  payload text,
  salt text
);
create index on ledger.event (subject_kind, subject_id);
create index on ledger.event (action);

create table ledger.frontier (
  one boolean primary key default true check (one),
  size bigint not null,
  state text not null
);

create table ledger.head (
  size bigint primary key,
  at timestamptz not null,
  envelope text not null
);

create table ledger.witnessed (
  zone text not null,
  size bigint not null,
  at timestamptz not null,
  envelope text not null,
  primary key (zone, size)
);

create function ledger.append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'the ledger is append-only: event % stays', old.seq;
  end if;
  if new.seq is distinct from old.seq or new.envelope is distinct from old.envelope or new.leaf is distinct from old.leaf
     or (new.payload is not null and new.payload is distinct from old.payload)
     or (new.salt is not null and new.salt is distinct from old.salt) then
    raise exception 'the ledger is append-only: only the payload of event % can be erased', old.seq;
  end if;
  return new;
end $$;

create trigger append_only before update or delete on ledger.event
  for each row execute function ledger.append_only();
