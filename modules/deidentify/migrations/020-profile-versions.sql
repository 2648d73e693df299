-- Profiles are written here too: draft, submitted, then released or refused by another person, in the end retired.
alter table deidentify.profile drop constraint profile_state_check;
update deidentify.profile set state = 'retired' where state = 'withdrawn';
alter table deidentify.profile
  add constraint profile_state_check check (state in ('draft', 'submitted', 'refused', 'released', 'retired')),
  -- Everybody who wrote on it: [{id, name}].
  add column authors jsonb not null default '[]',
  add column based_on text references deidentify.profile on delete set null,
  -- Steps: {by: {id, name}, at, reason}.
  add column drafted jsonb,
  add column submitted jsonb,
  add column decided jsonb,
  add column retired jsonb,
  add column changed_at timestamptz not null default now();

-- Who wrote does not release, whatever the program says.
alter table deidentify.profile add constraint profile_four_eyes check (
  state not in ('released', 'retired') or decided is null
  or not (authors || jsonb_build_array(submitted -> 'by')) @> jsonb_build_array(jsonb_build_object('id', decided -> 'by' -> 'id'))
);

-- What was submitted is what is released and used: it never changes and never goes.
create function deidentify.profile_is_fixed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then raise exception 'only a draft of a profile is thrown away'; end if;
    return old;
  end if;
  if old.state <> 'draft' and (
    new.state = 'draft'
    or (new.name, new.version, new.hash, new.description, new.document, new.authors, new.submitted)
       is distinct from (old.name, old.version, old.hash, old.description, old.document, old.authors, old.submitted)
  ) then raise exception 'a profile that was submitted is not changed'; end if;
  return new;
end $$;
create trigger profile_is_fixed before update or delete on deidentify.profile
  for each row execute function deidentify.profile_is_fixed();
