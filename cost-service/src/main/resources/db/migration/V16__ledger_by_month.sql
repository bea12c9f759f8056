-- The ledger by the month of booking, so that an old month is a table that is dropped. What was booked until now, and whatever no month is
-- there for, stands in usage_rest.
alter table usage rename to usage_rest;
alter table usage_rest alter column id drop identity;
alter table usage_rest
    drop constraint usage_pkey,
    add primary key (id, received_at);
alter index usage_of_unknown_cost rename to usage_rest_of_unknown_cost;
alter index usage_of_attempt rename to usage_rest_of_attempt;

create table usage (like usage_rest including defaults including constraints) partition by range (received_at);
alter table usage alter column id add generated always as identity;
alter table usage add primary key (id, received_at);
create index usage_of_unknown_cost on usage (model) where cost_nanos is null;
create index usage_of_attempt on usage (session) where build is not null;
alter table usage attach partition usage_rest default;
do $$ begin
    perform setval(pg_get_serial_sequence('usage', 'id'), (select coalesce(max(id), 0) + 1 from usage_rest), false);
end $$;

-- What was booked before this is no longer in the ledger; the sums still have it.
create table ledger_start (
    one boolean     primary key default true check (one),
    at  timestamptz not null
);
