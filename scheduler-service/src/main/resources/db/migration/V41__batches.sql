-- Builds that go together as one attempt. A proposal that nobody decided on comes and goes with the queue.
create table batch (
    number         bigint generated always as identity primary key,
    kind           text        not null,
    state          text        not null check (state in ('proposed', 'accepted', 'running', 'ended', 'dismissed')),
    -- what is expected of it, and what it should save
    minutes_p50    int         not null,
    minutes_p90    int         not null,
    cost_p50       bigint      not null,
    cost_p90       bigint      not null,
    source         text        not null,
    saving_minutes int         not null,
    saving_nanos   bigint      not null,
    proposed_at    timestamptz not null,
    decided_at     timestamptz,
    decided_by     text,
    -- the session under which the agent reports: that of the member that leads
    session        text,
    started_at     timestamptz,
    ended_at       timestamptz,
    check ((state = 'proposed') = (decided_at is null)),
    check (state not in ('running', 'ended') or session is not null)
);
create index batch_open on batch (number) where state in ('proposed', 'accepted', 'running');

create table batch_member (
    batch       bigint not null references batch (number) on delete cascade,
    place       int    not null,
    build       bigint not null references build (number) on delete cascade,
    -- what was expected of it alone
    minutes_p50 int    not null,
    minutes_p90 int    not null,
    cost_p50    bigint not null,
    cost_p90    bigint not null,
    source      text   not null,
    primary key (batch, build)
);
-- A build is in one batch at most; one that was dismissed or tried is not proposed again.
create unique index batch_of on batch_member (build);

alter table attempt add column batch bigint references batch (number);
create index attempt_of_batch on attempt (batch) where batch is not null;
