-- Items whose person was erased since, with the erasure; and the masks as they were when the verdict was recorded.
alter table validate.result add column erased jsonb not null default '[]';
