-- What a report says of its own price, kept as said, and what is worth knowing beside the cost: what cache reads saved, and
-- what a subscription covered, which is a value and no money.
alter table usage
    add column said_basis         text,
    add column service_tier       text,
    add column cache_saving_nanos bigint not null default 0 check (cache_saving_nanos >= 0),
    add column covered_nanos      bigint not null default 0 check (covered_nanos >= 0),
    drop constraint usage_basis_check,
    add constraint usage_basis_check check (
        basis in ('reported', 'self-reported', 'computed', 'aggregate', 'subscription', 'unknown'));

-- Entries whose cost was unknown when they were booked, by their model: few, and looked for when a price arrives.
create index usage_of_unknown_cost on usage (model) where cost_nanos is null;

-- What such an entry was priced at later; the entry itself stays as it was.
create table usage_priced (
    usage              bigint      primary key,
    occurred_at        timestamptz not null,
    priced_at          timestamptz not null,
    cost_nanos         bigint      not null check (cost_nanos >= 0),
    basis              text        not null check (basis in ('computed', 'aggregate')),
    cache_saving_nanos bigint      not null check (cache_saving_nanos >= 0)
);

alter table cost_by_session
    add column cache_saving_nanos bigint not null default 0,
    add column covered_nanos      bigint not null default 0;
alter table cost_by_day
    add column cache_saving_nanos bigint not null default 0,
    add column covered_nanos      bigint not null default 0;

-- By model and by how the cost came about; without a known zone all sums are made anew from the ledger at the next start.
drop table cost_by_model;
create table cost_by_model (
    day                   date   not null,
    model                 text   not null,
    basis                 text   not null,
    calls                 bigint not null,
    unknown_calls         bigint not null,
    cost_nanos            bigint not null,
    input_tokens          bigint not null,
    output_tokens         bigint not null,
    cache_read_tokens     bigint not null,
    cache_write_tokens    bigint not null,
    cache_write_1h_tokens bigint not null,
    cache_saving_nanos    bigint not null,
    covered_nanos         bigint not null,
    primary key (day, model, basis),
    check (unknown_calls between 0 and calls)
) with (fillfactor = 50);
delete from cost_zone;

-- What became of builds and sessions: a finished build has its price, and what a session spent that finished nothing is
-- failed work.
alter table build
    add column state    text,
    add column ended_at timestamptz;
create index build_finished on build (ended_at) where state = 'finished';
alter table session
    add column failed    boolean     not null default false,
    add column judged_at timestamptz not null default '-infinity';
