create table annotate.label (
  id text primary key,
  study_id text not null unique,
  permit_id text not null,
  pseudonym text not null,
  study_description text not null,
  state text not null
);
create index on annotate.label (permit_id, state);

create table annotate.version (
  label_id text not null references annotate.label (id),
  version int not null,
  state text not null,
  author text not null,
  author_id text,
  made_at timestamptz not null,
  origin text not null,
  -- DICOM SEG, and the labels of the volume (gzip), both content-addressed
  seg_sha256 text not null,
  voxels_sha256 text not null,
  parent int,
  changed_voxels int,
  segments jsonb not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  primary key (label_id, version)
);
create unique index on annotate.version (label_id, seg_sha256);

create table annotate.refused_mask (
  study_id text not null,
  sha256 text not null,
  at timestamptz not null,
  reason text not null,
  next text not null,
  primary key (study_id, sha256)
);
