-- What is known of a pool beside its runners: how often in a row what was sent there was not taken, and whether it gets anything.
create table pool (
    name       text primary key,
    untaken    int         not null,
    counted_at timestamptz not null,
    -- the question to the person while nothing is sent there
    held_by    bigint references escalation (number) on delete set null
);
