-- Erasures of patients, one row a project: told to the research zone, forgotten by the vault, answered by the research zone. The patient
-- is named until both are done.
create table deidentify.erasure (
  erasure_id text not null,
  permit_id text not null,
  patient_key text,
  -- waiting: for the vault. sent: the parcel is on its way. done: the research zone answered, or had nothing of the patient.
  state text not null check (state in ('waiting', 'sent', 'done')),
  forgotten boolean not null default false,
  -- What is left of the proofs: how many, and one digest over all.
  proofs integer not null default 0,
  proofs_digest text,
  primary key (erasure_id, permit_id)
);
create index on deidentify.erasure (state);
