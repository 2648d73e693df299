-- Who was erased, as a keyed mark and not as a pseudonym: a parcel that comes late must not bring the person back.
create table link.erasure (
  id text primary key,
  permit_id text not null,
  mark text not null,
  at timestamptz not null,
  unique (permit_id, mark)
);
