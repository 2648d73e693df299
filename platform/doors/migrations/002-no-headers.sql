-- A header says of whom the parcel is. It is needed until the parcel is delivered or refused, and nowhere after that.
update doors.outbox set header = '{}' where state <> 'waiting';
update doors.inbox set header = '{}';
