-- The parcel that told the research zone of a recall; null while it has not been told. Recalls were made before there was such a parcel.
alter table monitor.recall add column told_by text;
