-- When state or percent of a session was heard to change last.
create table session_standing (
    session  text             primary key,
    percent  double precision not null,
    state    text,
    moved_at timestamptz      not null
);

-- What sessions spent by the person's day while neither had changed for long.
create table silent_cost (
    day        date   not null,
    session    text   not null,
    cost_nanos bigint not null check (cost_nanos > 0),
    primary key (day, session)
);
