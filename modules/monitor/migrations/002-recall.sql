-- A release that was taken back for good, and what was done about each result that came from it.
create table monitor.recall (
  id text primary key,
  release_id text not null unique,
  reason text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);

create table monitor.recall_handled (
  run_id text primary key,
  recall_id text not null references monitor.recall (id),
  what text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null
);
