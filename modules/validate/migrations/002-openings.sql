-- When the sealed part was opened for this validation; null while the opening is only reserved.
alter table validate.result add column opened_at timestamptz;
update validate.result set opened_at = finished_at where opening is not null;
