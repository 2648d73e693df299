-- When the zone with the accounts last said whose sign-ins are over. One row; none before it has said so for the first time.
create table session.heard (
  one boolean primary key default true check (one),
  at timestamptz not null
);
