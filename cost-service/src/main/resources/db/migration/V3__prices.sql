-- Every version of every model's prices; the highest of a model counts. A version is never changed, so that it can be told at
-- what an entry of the ledger was priced.
create table price (
    seq        bigint      generated always as identity unique,
    model      text        not null,
    version    bigint      not null check (version > 0),
    at         timestamptz not null,
    changed_by text        not null,
    origin     text        not null check (origin in ('bundled', 'edit', 'import')),
    note       text,
    document   jsonb       not null,
    primary key (model, version)
);

-- What was booked of totals that sessions reported for all they used so far, by the reporting agent.
create table usage_mark (
    agent                 text   not null,
    session               text   not null,
    model                 text   not null,
    input_tokens          bigint not null default 0,
    output_tokens         bigint not null default 0,
    cache_read_tokens     bigint not null default 0,
    cache_write_tokens    bigint not null default 0,
    cache_write_1h_tokens bigint not null default 0,
    cost_usd              numeric default 0,
    primary key (agent, session, model)
);
