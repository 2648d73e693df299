-- The persons whose studies are or were de-identified under a permit: what its greatest number of subjects counts.
create table deidentify.place (
  permit_id text not null,
  patient_key text not null,
  primary key (permit_id, patient_key)
);
insert into deidentify.place (permit_id, patient_key)
  select distinct permit_id, patient_key from deidentify.run where objects_released > 0;
