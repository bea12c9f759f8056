-- What the scheduler said last of what the queue should cost and when.
create table queue_expected (
    one   boolean     primary key default true check (one),
    event jsonb       not null,
    at    timestamptz not null
);

-- How much of a day's cost builds were: what is usual beside the queue is the rest of it.
create table builds_by_day (
    day        date   primary key,
    cost_nanos bigint not null check (cost_nanos >= 0)
);
alter table spending_sample add column builds_nanos bigint;
