-- Heads of this zone's log that were offered to the other zone, to be witnessed.
create table ledger.offered (
  size bigint primary key,
  at timestamptz not null,
  parcel_id text not null
);
