-- Whose object a drawn mask is for, so that it goes when the patient is erased. Rows from before find their study by their proof.
alter table deidentify.mask add column study_id text;
update deidentify.mask mask set study_id = proof.study_id
  from deidentify.proof proof where proof.permit_id = mask.permit_id and proof.input_sha256 = mask.input_sha256;
