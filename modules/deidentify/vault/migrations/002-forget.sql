-- A patient who was erased: the vault no longer knows who it was nor under which pseudonym. The tag stays, so that work that was under
-- way at that moment gets no answer; it says nothing without the key file.
alter table vault.subject add column erased_at timestamptz;
