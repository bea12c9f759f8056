-- The plan of each night as it was made before it began; one per night, whoever makes it.
create table night_plan (
    -- the day on which the night began, on the clock of the policy
    night     date primary key,
    begins    timestamptz not null,
    ends      timestamptz not null,
    made_at   timestamptz not null,
    minutes   bigint      not null default 0,
    cost_p90  bigint      not null default 0,
    -- what was put before the person
    notice    bigint references escalation (number) on delete set null
);
create index night_plan_notice on night_plan (notice) where notice is not null;

create table night_plan_build (
    night      date        not null references night_plan (night) on delete cascade,
    build      bigint      not null references build (number) on delete cascade,
    lane       int         not null,
    starts_at  timestamptz not null,
    likely_end timestamptz not null,
    latest_end timestamptz not null,
    cost_p90   bigint      not null,
    primary key (night, build)
);
create index night_plan_of_build on night_plan_build (build);
