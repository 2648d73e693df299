create table link.study (
  id text primary key,
  permit_id text not null,
  pseudonym text not null,
  study_instance_uid text not null,
  description text not null,
  modalities jsonb not null,
  arrived_at timestamptz not null,
  parcel_id text not null,
  unique (permit_id, study_instance_uid)
);
create index on link.study (permit_id, pseudonym);

create table link.object (
  study_id text not null references link.study (id),
  sop_instance_uid text not null,
  sop_class_uid text not null,
  series_instance_uid text not null,
  series_description text not null,
  modality text not null,
  sha256 text not null,
  size bigint not null,
  primary key (study_id, sop_instance_uid)
);

create table link.person (
  permit_id text not null,
  pseudonym text not null,
  sex text not null,
  birth_year int,
  age int,
  invented boolean not null,
  arrived_at timestamptz not null,
  primary key (permit_id, pseudonym)
);

create table link.fact (
  permit_id text not null,
  pseudonym text not null,
  resource_id text not null,
  kind text not null,
  fact jsonb not null,
  primary key (permit_id, pseudonym, resource_id)
);
