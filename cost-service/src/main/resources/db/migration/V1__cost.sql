-- The ledger: one row per report that was booked, in the order of booking; never changed, never priced again.
create table usage (
    id                    bigint generated always as identity primary key,
    occurred_at           timestamptz not null,
    received_at           timestamptz not null,
    agent                 text        not null,
    session               text        not null,
    build                 text,
    model                 text        not null,
    task                  text,
    input_tokens          bigint      not null check (input_tokens >= 0),
    output_tokens         bigint      not null check (output_tokens >= 0),
    cache_read_tokens     bigint      not null check (cache_read_tokens >= 0),
    cache_write_tokens    bigint      not null check (cache_write_tokens >= 0),
    cache_write_1h_tokens bigint      not null check (cache_write_1h_tokens >= 0),
    cost_nanos            bigint      check (cost_nanos >= 0),
    basis                 text        not null
        check (basis in ('reported', 'self-reported', 'computed', 'aggregate', 'unknown')),
    stream_sequence       bigint,
    check ((cost_nanos is null) = (basis = 'unknown'))
);

-- Sums of the ledger by the person's day, written in the transaction that writes the ledger. Rows are updated in place, so
-- the pages keep room for it.
create table cost_by_session (
    day                   date   not null,
    session               text   not null,
    agent                 text   not null,
    calls                 bigint not null,
    unknown_calls         bigint not null,
    cost_nanos            bigint not null,
    input_tokens          bigint not null,
    output_tokens         bigint not null,
    cache_read_tokens     bigint not null,
    cache_write_tokens    bigint not null,
    cache_write_1h_tokens bigint not null,
    primary key (day, session, agent),
    check (unknown_calls between 0 and calls)
) with (fillfactor = 70);
create index cost_of_session on cost_by_session (session);

create table cost_by_model (
    day                   date   not null,
    model                 text   not null,
    calls                 bigint not null,
    unknown_calls         bigint not null,
    cost_nanos            bigint not null,
    input_tokens          bigint not null,
    output_tokens         bigint not null,
    cache_read_tokens     bigint not null,
    cache_write_tokens    bigint not null,
    cache_write_1h_tokens bigint not null,
    primary key (day, model),
    check (unknown_calls between 0 and calls)
) with (fillfactor = 50);

create table cost_by_day (
    day                   date   primary key,
    calls                 bigint not null,
    unknown_calls         bigint not null,
    cost_nanos            bigint not null,
    input_tokens          bigint not null,
    output_tokens         bigint not null,
    cache_read_tokens     bigint not null,
    cache_write_tokens    bigint not null,
    cache_write_1h_tokens bigint not null,
    check (unknown_calls between 0 and calls)
) with (fillfactor = 20);

-- The zone whose days the sums are by; when the setting changes they are made anew from the ledger.
create table cost_zone (
    one  boolean primary key default true check (one),
    zone text not null
);

-- What was reported over HTTP, by the caller's key: the same key is the same report.
create table usage_key (
    key        text        primary key,
    report     text        not null,
    cost_nanos bigint,
    basis      text        not null,
    at         timestamptz not null
);

-- Whose money a session spends: what the scheduler says of its builds, else what the session's own reports claim.
create table build (
    id      text   primary key,
    version bigint not null,
    kind    text   not null,
    tags    text[] not null
);

create table session (
    session text    primary key,
    build   text    not null,
    agent   text,
    claimed boolean not null
);
create index session_of_build on session (build);

create table budget (
    name         text    primary key check (name in ('day', 'week', 'month')),
    limit_nanos  bigint  not null check (limit_nanos >= 0),
    hard         boolean not null default true,
    version      bigint  not null default 0,
    period_start date    not null default '-infinity',
    spent_nanos  bigint  not null default 0,
    state        text    not null default 'ok' check (state in ('ok', 'warn', 'critical'))
);
insert into budget (name, limit_nanos)
values ('day', 20000000000), ('week', 100000000000), ('month', 400000000000);

create table budget_change (
    id              bigint generated always as identity primary key,
    at              timestamptz not null,
    name            text        not null references budget,
    old_limit_nanos bigint      not null,
    new_limit_nanos bigint      not null,
    note            text
);
