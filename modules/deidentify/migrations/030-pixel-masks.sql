-- Where pixels of an object were blackened, when they were looked at: [{from, to, boxes: [{kind, x, y, width, height}]}], frames from 1.
alter table deidentify.proof add column masks jsonb;

-- Boxes that a person drew or corrected for an object of a project; they are applied as they are.
create table deidentify.mask (
  permit_id text not null,
  input_sha256 text not null,
  masks jsonb not null,
  drawn_by jsonb not null,
  at timestamptz not null,
  primary key (permit_id, input_sha256)
);
