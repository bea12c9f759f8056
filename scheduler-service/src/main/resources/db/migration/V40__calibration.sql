-- How far a live attempt last said it was.
create table attempt_progress (
    session text primary key,
    version bigint           not null,
    percent double precision not null check (percent between 0 and 100),
    at      timestamptz      not null
);

-- What cost-service last said that an attempt has cost; calls without a price leave it unknown, which is not zero.
create table attempt_cost (
    session       text primary key,
    nanos         bigint      not null,
    unknown_calls bigint      not null,
    at            timestamptz not null
);

-- What an attempt that is over took, beside what was said of it before it started.
create table outcome (
    session     text primary key,
    build       bigint      not null references build (number) on delete cascade,
    kind        text        not null,
    agent       text        not null,
    model       text,
    effort      interval    not null,
    succeeded   boolean     not null,
    took        interval    not null,
    minutes_p50 int         not null,
    minutes_p90 int         not null,
    cost_p50    bigint      not null,
    cost_p90    bigint      not null,
    source      text        not null,
    ended_at    timestamptz not null,
    -- whether what is known of its kind includes it, with the cost that is known by then
    learned     boolean     not null default false
);
create index outcome_of_kind on outcome (kind, ended_at desc) where succeeded;
create index outcome_unlearned on outcome (kind) where not learned;

alter table attempt add column graded boolean not null default false;
create index attempt_ungraded on attempt (ended_at) where ended_at is not null and not graded;

-- What was learned of a kind, in one row, so that an estimate is one read.
create table experience (
    kind       text primary key,
    body       text        not null,
    learned_at timestamptz not null
);
create index build_waiting_of_kind on build (kind, score desc) where state in ('queued', 'retrying');
