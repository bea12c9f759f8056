-- How long sessions of a kind of build are silent, in seconds: the newest gaps, so that the kind's usual silence follows what it
-- does. The empty kind is that of sessions without a build.
create table kind_gap (
    kind    text               primary key,
    seconds double precision[] not null check (cardinality(seconds) between 1 and 1000)
);

-- An ended session's gaps are learned once.
alter table session add column gaps_learned boolean not null default false;
create index session_unlearned on session (id) where ended_at is not null and not gaps_learned;

-- Those that may fall silent; its columns change at the end alone.
create index session_live on session (id) where ended_at is null;
