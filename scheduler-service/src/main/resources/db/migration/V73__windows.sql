-- The windows of agents' subscriptions, as cost-service says they stand. What was reset since holds nothing.
create table subscription_window (
    agent           text             not null,
    name            text             not null,
    used_percent    double precision not null,
    reserve_percent int              not null,
    resets_at       timestamptz      not null,
    said_at         timestamptz      not null,
    primary key (agent, name)
);
