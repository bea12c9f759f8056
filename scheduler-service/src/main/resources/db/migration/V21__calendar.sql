-- The calendars that the operator named, as they were last read. What was good once is kept while a calendar cannot be read.
create table calendar (
    name     text primary key,
    read_at  timestamptz,
    tried_at timestamptz not null,
    error    text
);

-- What is in them for the next two weeks.
create table meeting (
    calendar text        not null references calendar (name) on delete cascade,
    begins   timestamptz not null,
    ends     timestamptz not null,
    title    text,
    check (ends > begins)
);
create index meeting_by_end on meeting (ends);
