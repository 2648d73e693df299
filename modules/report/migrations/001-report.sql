create table report.report (
  id text primary key,
  title text not null,
  protocol_id text not null,
  language text not null,
  validations jsonb not null default '[]',
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  state text not null,
  reason text,
  hash text,
  pdf_sha256 text,
  bundle_sha256 text
);
