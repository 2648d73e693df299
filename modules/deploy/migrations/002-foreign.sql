-- Who made the release. What others made runs behind a fence; what came before this column was made here.
alter table deploy.release add column kind text not null default 'bought';
update deploy.release set kind = 'home-made' where bundle_name is not null;
