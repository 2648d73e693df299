create schema if not exists session;

-- How a person's sign-ins stand. A sign-in carries the number that it was given under; one with a smaller number is over. Who never
-- had a session ended has no row. The zone without the accounts holds a copy, which the other one tells it.
create table session.standing (
  person_id text primary key,
  generation integer not null,
  disabled boolean not null
);
