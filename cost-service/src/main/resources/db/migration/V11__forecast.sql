-- How much of a day's cost was known when: what is spent from here to midnight on days like this one.
create table spending_sample (
    at    timestamptz primary key,
    day   date        not null,
    nanos bigint      not null
);
create index spending_sample_of on spending_sample (day, at);

-- What was expected of each period when half of it was over, and what came of it.
create table forecast (
    period       text        not null check (period in ('day', 'week', 'month')),
    period_start date        not null,
    period_end   date        not null,
    made_at      timestamptz not null,
    p10_nanos    bigint      not null,
    p50_nanos    bigint      not null,
    p90_nanos    bigint      not null,
    actual_nanos bigint,
    primary key (period, period_start),
    check (p10_nanos <= p50_nanos and p50_nanos <= p90_nanos)
);
