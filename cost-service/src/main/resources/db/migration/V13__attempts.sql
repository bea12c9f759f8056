-- What became of the scheduler's attempts, by the model that did them: kept for as long as statistics of models reach back.
create table attempt (
    session    text        primary key,
    build      text        not null,
    kind       text        not null,
    -- that it was started with, and that cost most in its session
    model      text,
    used_model text,
    version    bigint      not null,
    started_at timestamptz,
    ended_at   timestamptz,
    outcome    text        check (outcome in ('succeeded', 'failed', 'interrupted')),
    check ((outcome is null) = (ended_at is null))
);
create index attempt_without_end on attempt (build) where ended_at is null;
create index attempt_ended on attempt (ended_at);

-- Reports of attempts name their build, so that others pay nothing for this.
create index usage_of_attempt on usage (session) where build is not null;

-- What was published of each model last.
create table model_told (
    model text  not null,
    kind  text  not null,
    event jsonb not null,
    primary key (model, kind)
);
