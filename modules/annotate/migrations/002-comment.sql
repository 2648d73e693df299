-- What the person who made a version said of it.
alter table annotate.version add column comment text not null default '';
