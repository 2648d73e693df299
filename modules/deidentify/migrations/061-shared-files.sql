-- A count by files that people carry. Its key has to wait for the answer; it goes when that is read, when it does not come, and when the agreement ends.
alter table deidentify.shared_run add column by_file boolean not null default false;
alter table deidentify.shared_run add column client_key text;
